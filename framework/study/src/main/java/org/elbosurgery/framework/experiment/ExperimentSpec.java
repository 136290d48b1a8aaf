package org.elbosurgery.framework.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataOptions;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.training.TrainingOptions;

/**
 * Everything that decides an experiment, as a user says it. Two equal specs on equal versions and
 * data give the same result.
 *
 * @param data which data
 * @param model which model
 * @param training how it is trained
 * @param surgery how its ELBO is taken apart
 * @param run seed and threads
 */
public record ExperimentSpec(
    DataOptions data,
    ModelOptions model,
    TrainingOptions training,
    SurgeryOptions surgery,
    RunOptions run) {

  private static final OptionSet<DataOptions> DATA = OptionSet.of(DataOptions.class);
  private static final OptionSet<ModelOptions> MODEL = OptionSet.of(ModelOptions.class);
  private static final OptionSet<TrainingOptions> TRAINING = OptionSet.of(TrainingOptions.class);
  private static final OptionSet<SurgeryOptions> SURGERY = OptionSet.of(SurgeryOptions.class);
  private static final OptionSet<RunOptions> RUN = OptionSet.of(RunOptions.class);
  private static final String DATA_NAME = DATA.descriptors().get(0).name();
  private static final List<OptionSet<?>> ALL = List.of(DATA, MODEL, TRAINING, SURGERY, RUN);

  /** Options that say where the data are, or how fast to go: not what comes out. */
  private static final Set<String> IMMATERIAL =
      Set.of(DATA_NAME, "threads", "engine", "checkpoint-every");

  /** The defaults of every part. */
  public ExperimentSpec() {
    this(
        DATA.defaults(), MODEL.defaults(), TRAINING.defaults(), SURGERY.defaults(), RUN.defaults());
  }

  /** Returns the options of all parts, in the order in which a user reads them. */
  public static List<OptionDescriptor> descriptors() {
    return ALL.stream().flatMap(options -> options.descriptors().stream()).toList();
  }

  /**
   * Makes a spec from options as text; what is not given has its default.
   *
   * @param given values by option name
   * @param problems receives one sentence for each thing wrong
   * @return the spec; empty if there was a problem
   */
  public static Optional<ExperimentSpec> create(Map<String, String> given, List<String> problems) {
    List<String> known = descriptors().stream().map(OptionDescriptor::name).toList();
    List<String> found = new ArrayList<>();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        found.add("unknown option " + Quotation.of(name) + "; " + NearestName.advice(name, known));
      }
    }
    Optional<DataOptions> data = DATA.create(own(DATA, given), found);
    Optional<ModelOptions> model = MODEL.create(own(MODEL, given), found);
    Optional<TrainingOptions> training = TRAINING.create(own(TRAINING, given), found);
    Optional<SurgeryOptions> surgery = SURGERY.create(own(SURGERY, given), found);
    Optional<RunOptions> run = RUN.create(own(RUN, given), found);
    problems.addAll(found);
    return found.isEmpty()
        ? Optional.of(
            new ExperimentSpec(
                data.orElseThrow(),
                model.orElseThrow(),
                training.orElseThrow(),
                surgery.orElseThrow(),
                run.orElseThrow()))
        : Optional.empty();
  }

  /**
   * Makes a spec from options as text; what is not given has its default.
   *
   * @throws ElboException USER with every problem there is
   */
  public static ExperimentSpec create(Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    return create(given, problems).orElseThrow(() -> ElboException.user(problems));
  }

  /**
   * Returns what is wrong with a value by itself, one sentence each; none if it is allowed.
   *
   * @param option a name among {@link #descriptors}
   */
  public static List<String> problems(String option, String value) {
    return ALL.stream().flatMap(options -> options.problems(option, value).stream()).toList();
  }

  /**
   * Makes a spec of those options alone that are allowed, each by itself, so that what they name
   * can be looked at when others are wrong.
   *
   * @param given values by option name
   * @return the spec; empty if the options do not fit each other
   */
  static Optional<ExperimentSpec> ofAcceptable(Map<String, String> given) {
    Map<String, String> acceptable = new LinkedHashMap<>();
    ALL.forEach(options -> acceptable.putAll(options.acceptable(given)));
    return create(acceptable, new ArrayList<>());
  }

  private static Map<String, String> own(OptionSet<?> options, Map<String, String> given) {
    Map<String, String> own = new LinkedHashMap<>(given);
    own.keySet().retainAll(options.descriptors().stream().map(OptionDescriptor::name).toList());
    return own;
  }

  /**
   * Returns every option as text, in the order of {@link #descriptors}; {@link #create} reads it.
   */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.putAll(DATA.values(data));
    values.putAll(MODEL.values(model));
    values.putAll(TRAINING.values(training));
    values.putAll(SURGERY.values(surgery));
    values.putAll(RUN.values(run));
    return Collections.unmodifiableMap(values);
  }

  /** Returns the same experiment with another prior. */
  public ExperimentSpec withPrior(PluginSpec prior) {
    return new ExperimentSpec(
        data,
        new ModelOptions(model.latent(), prior, model.encoder(), model.decoder()),
        training,
        surgery,
        run);
  }

  /**
   * Returns whether an option decides what comes out. Another number of threads, or another engine,
   * changes no more than rounding; what the data are is known by their digest, wherever they are.
   *
   * @param option its name
   */
  public static boolean isMaterial(String option) {
    return !IMMATERIAL.contains(option);
  }

  /** Returns the {@link #differences} in those options that decide what comes out. */
  public List<String> materialDifferences(ExperimentSpec other) {
    return differences(other, ExperimentSpec::isMaterial);
  }

  /**
   * Returns how a later spec differs, one sentence an option, such as "latent was 2, is 10". Where
   * the data are does not count: what they are is known by their digest.
   */
  public List<String> differences(ExperimentSpec later) {
    return differences(later, name -> !name.equals(DATA_NAME));
  }

  private List<String> differences(ExperimentSpec later, Predicate<String> counts) {
    Map<String, String> now = later.values();
    List<String> differences = new ArrayList<>();
    values()
        .forEach(
            (name, then) -> {
              if (counts.test(name) && !then.equals(now.get(name))) {
                differences.add(name + " was " + then + ", is " + now.get(name));
              }
            });
    return differences;
  }
}
