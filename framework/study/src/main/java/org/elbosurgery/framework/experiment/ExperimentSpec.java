package org.elbosurgery.framework.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataOptions;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.option.Difference;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.training.TrainingOptions;

/**
 * Everything that determines an experiment, as given by a user. Two equal specs with equal versions
 * and data give the same result.
 *
 * @param data the data
 * @param model the model
 * @param training how the model is trained
 * @param surgery how its ELBO is decomposed
 * @param run seed, threads and engine
 */
public record ExperimentSpec(
    DataOptions data,
    ModelOptions model,
    TrainingOptions training,
    SurgeryOptions surgery,
    RunOptions run) {

  private static final OptionSet<DataOptions> DATA_OPTIONS = OptionSet.of(DataOptions.class);
  private static final OptionSet<ModelOptions> MODEL_OPTIONS = OptionSet.of(ModelOptions.class);
  private static final OptionSet<TrainingOptions> TRAINING_OPTIONS =
      OptionSet.of(TrainingOptions.class);
  private static final OptionSet<SurgeryOptions> SURGERY_OPTIONS =
      OptionSet.of(SurgeryOptions.class);
  private static final OptionSet<RunOptions> RUN_OPTIONS = OptionSet.of(RunOptions.class);
  private static final List<OptionSet<?>> ALL =
      List.of(DATA_OPTIONS, MODEL_OPTIONS, TRAINING_OPTIONS, SURGERY_OPTIONS, RUN_OPTIONS);

  /** The option with the source of the data. */
  public static final OptionDescriptor DATA = DATA_OPTIONS.option("data");

  /** The option with the place of the labels. */
  public static final OptionDescriptor LABELS = DATA_OPTIONS.option("labels");

  /** The option with the prior. */
  public static final OptionDescriptor PRIOR = MODEL_OPTIONS.option("prior");

  /** The option with the number of epochs. */
  public static final OptionDescriptor EPOCHS = TRAINING_OPTIONS.option("epochs");

  /** The option with the number of threads. */
  public static final OptionDescriptor THREADS = RUN_OPTIONS.option("threads");

  /** The defaults of every part. */
  public ExperimentSpec() {
    this(
        DATA_OPTIONS.defaults(),
        MODEL_OPTIONS.defaults(),
        TRAINING_OPTIONS.defaults(),
        SURGERY_OPTIONS.defaults(),
        RUN_OPTIONS.defaults());
  }

  /** Returns the options of all parts, in the order of the help. */
  public static List<OptionDescriptor> descriptors() {
    return ALL.stream().flatMap(options -> options.descriptors().stream()).toList();
  }

  /**
   * Makes a spec from options as text; others have their defaults.
   *
   * @param given values by option name
   * @throws ElboException USER if an option is unknown or a value is not allowed, with all problems
   */
  public static ExperimentSpec create(Map<String, String> given) {
    return new ExperimentSpec().changed(given);
  }

  /**
   * Makes a spec from this one, with some options changed.
   *
   * @param given values by option name, as text
   * @throws ElboException USER if an option is unknown or a value is not allowed, with all problems
   */
  public ExperimentSpec changed(Map<String, String> given) {
    List<String> known = descriptors().stream().map(OptionDescriptor::name).toList();
    Problems problems = Problems.user();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        problems.add(
            "unknown option " + Quotation.of(name) + "; " + NearestName.advice(name, known));
      }
    }
    Checked<DataOptions> newData = problems.attempt(() -> changed(DATA_OPTIONS, data, given));
    Checked<ModelOptions> newModel = problems.attempt(() -> changed(MODEL_OPTIONS, model, given));
    Checked<TrainingOptions> newTraining =
        problems.attempt(() -> changed(TRAINING_OPTIONS, training, given));
    Checked<SurgeryOptions> newSurgery =
        problems.attempt(() -> changed(SURGERY_OPTIONS, surgery, given));
    Checked<RunOptions> newRun = problems.attempt(() -> changed(RUN_OPTIONS, run, given));
    problems.requireNone();
    return new ExperimentSpec(
        newData.value(), newModel.value(), newTraining.value(), newSurgery.value(), newRun.value());
  }

  private static <R extends Record> R changed(
      OptionSet<R> options, R part, Map<String, String> given) {
    Map<String, String> own = new LinkedHashMap<>(given);
    own.keySet().retainAll(options.descriptors().stream().map(OptionDescriptor::name).toList());
    return options.changed(part, own);
  }

  /**
   * Makes a spec from this one, with the given options that are allowed, each considered alone, so
   * that checks can continue even though others are wrong.
   *
   * @param given values by option name
   */
  ExperimentSpec changedWhereAllowed(Map<String, String> given) {
    return new ExperimentSpec(
        DATA_OPTIONS.changedWhereAllowed(data, given),
        MODEL_OPTIONS.changedWhereAllowed(model, given),
        TRAINING_OPTIONS.changedWhereAllowed(training, given),
        SURGERY_OPTIONS.changedWhereAllowed(surgery, given),
        RUN_OPTIONS.changedWhereAllowed(run, given));
  }

  /**
   * Checks that every value is allowed by its option, as in a spec made by {@link #create}.
   *
   * @throws ElboException USER if some are not, with one sentence for each
   */
  void requireAllowed() {
    Problems problems = Problems.user();
    problems.check(() -> DATA_OPTIONS.requireAllowed(data));
    problems.check(() -> MODEL_OPTIONS.requireAllowed(model));
    problems.check(() -> TRAINING_OPTIONS.requireAllowed(training));
    problems.check(() -> SURGERY_OPTIONS.requireAllowed(surgery));
    problems.check(() -> RUN_OPTIONS.requireAllowed(run));
    problems.requireNone();
  }

  /**
   * Checks that a value, considered alone, is allowed.
   *
   * @param option a name among {@link #descriptors}
   * @throws ElboException USER if it is not
   */
  public static void requireAllowed(String option, String value) {
    ALL.forEach(options -> options.written(option, value));
  }

  /**
   * Returns a value as {@link #values} writes it, such as 0.001 for 1e-3.
   *
   * @param option a name among {@link #descriptors}
   * @throws ElboException USER if the value, considered alone, is not allowed
   */
  public static String written(String option, String value) {
    return ALL.stream()
        .flatMap(options -> options.written(option, value).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no option is named " + option));
  }

  /**
   * Returns every option as text, in the order of {@link #descriptors}, but labels where there are
   * none; {@link #create} reads it.
   */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.putAll(DATA_OPTIONS.values(data));
    if (data.labels().isEmpty()) {
      values.remove(LABELS.name());
    }
    values.putAll(MODEL_OPTIONS.values(model));
    values.putAll(TRAINING_OPTIONS.values(training));
    values.putAll(SURGERY_OPTIONS.values(surgery));
    values.putAll(RUN_OPTIONS.values(run));
    return Collections.unmodifiableMap(values);
  }

  /** Returns the same experiment with another prior. */
  public ExperimentSpec withPrior(PluginSpec prior) {
    return with(new ModelOptions(model.latent(), prior, model.encoder(), model.decoder()));
  }

  /** Returns the same experiment with another model. */
  public ExperimentSpec with(ModelOptions other) {
    return new ExperimentSpec(data, other, training, surgery, run);
  }

  /** Returns the same experiment on another number of threads. */
  public ExperimentSpec onThreads(int threads) {
    RunOptions others = new RunOptions(run.seed(), threads, run.engine());
    return new ExperimentSpec(data, model, training, surgery, others);
  }

  /** Returns the same experiment with its data elsewhere. */
  public ExperimentSpec withDataIn(String place) {
    DataOptions moved = new DataOptions(place, data.labels(), data.binarize(), data.limit());
    return new ExperimentSpec(moved, model, training, surgery, run);
  }

  /**
   * Returns the same experiment without labels that are in files of their own, for a model that has
   * been trained: they are kept with its codes.
   */
  public ExperimentSpec withoutLabelFiles() {
    return new ExperimentSpec(data.withoutLabelFiles(), model, training, surgery, run);
  }

  /**
   * Returns the same experiment as it is kept and shared: its data are named without the folders
   * that they are in.
   */
  public ExperimentSpec published() {
    return new ExperimentSpec(data.published(), model, training, surgery, run);
  }

  /**
   * Returns the options that determine the result to the last bit: all options as text, except that
   * for a place it has the digest of what is there.
   *
   * @param digests of the data and their labels
   */
  public Map<String, String> identity(DataDigests digests) {
    Map<String, String> identity = new LinkedHashMap<>(values());
    identity.put(DATA.name(), digests.data());
    digests.labels().ifPresent(sha256 -> identity.put(LABELS.name(), sha256));
    return identity;
  }

  /** Returns the differences from another spec in the options that affect the result. */
  public List<Difference> materialDifferences(ExperimentSpec other) {
    return differences(other, ExperimentSpec::isMaterial);
  }

  /**
   * Returns whether an option affects the result. The number of threads affects only rounding, and
   * what is at a place is identified by its digest.
   */
  private static boolean isMaterial(OptionDescriptor option) {
    return option.decides() != Decides.EXECUTION && option.decides() != Decides.PLACE;
  }

  /**
   * Returns the differences from a later spec. The place of the data does not count, because the
   * data are identified by their digest.
   */
  public List<Difference> differences(ExperimentSpec later) {
    return differences(later, option -> option.decides() != Decides.PLACE);
  }

  private List<Difference> differences(ExperimentSpec later, Predicate<OptionDescriptor> counts) {
    Map<String, String> then = values();
    Map<String, String> now = later.values();
    return descriptors().stream()
        .filter(counts)
        .map(option -> new Difference(option, then.get(option.name()), now.get(option.name())))
        .filter(difference -> !difference.then().equals(difference.now()))
        .toList();
  }
}
