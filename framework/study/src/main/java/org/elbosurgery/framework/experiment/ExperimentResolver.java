package org.elbosurgery.framework.experiment;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataOptions;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.DataSource;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.BindingCheck;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.CheckedEstimator;
import org.elbosurgery.framework.training.TrainingRows;
import org.nd4j.linalg.api.buffer.DataType;

/** Finds the plugins and data that a spec names, in catalogs and on the disk. */
public final class ExperimentResolver {

  private final Catalogs catalogs;
  private final DataSource dataSource;
  private final Resolved before;

  /** Uses catalogs of plugins and a source of data. */
  @Inject
  public ExperimentResolver(Catalogs catalogs, DataSource dataSource) {
    this(catalogs, dataSource, Resolved.NOTHING);
  }

  private ExperimentResolver(Catalogs catalogs, DataSource dataSource, Resolved before) {
    this.catalogs = catalogs;
    this.dataSource = dataSource;
    this.before = before;
  }

  /**
   * Returns a resolver of many specs in succession, which reads the same data once as long as no
   * other data come between, and tries equal models of the same rows once, though their seeds
   * differ.
   */
  public ExperimentResolver ofMany() {
    return new ExperimentResolver(catalogs, dataSource, new Resolved.Remembered());
  }

  /**
   * Resolves a spec without changing anything.
   *
   * @param spec the spec
   * @return the experiment, whose spec has every option of every plugin
   * @throws ElboException USER if there are problems of plugins, options or data, with all of them
   */
  public Experiment resolve(ExperimentSpec spec) {
    return resolveEach(spec, List.of(spec.model().prior())).get(0);
  }

  /**
   * Resolves a spec with some options given as text, without changing anything. If some of them are
   * wrong, the plugins and data named by the others are checked nevertheless.
   *
   * @param spec the spec for all other options
   * @param given values by option name
   * @return the experiment, whose spec has every option of every plugin
   * @throws ElboException USER if there are problems of options, plugins or data, with all of them
   */
  public Experiment resolve(ExperimentSpec spec, Map<String, String> given) {
    Problems problems = Problems.user();
    ExperimentSpec readable = readable(spec, given, problems);
    Checked<Experiment> experiment = problems.attempt(() -> resolve(readable));
    problems.requireNone();
    return experiment.value();
  }

  /**
   * Resolves a spec with each of several priors in place of its own, without changing anything. The
   * data are read once.
   *
   * @param spec the spec
   * @param priors one or more, no two the same
   * @return an experiment for each prior, in their order
   * @throws ElboException USER if there are problems of plugins, options or data, with all of them
   */
  public List<Experiment> resolveEach(ExperimentSpec spec, List<PluginSpec> priors) {
    return requireBinding(find(spec, priors, support -> enoughData(spec, support)));
  }

  /**
   * Resolves a spec with some options given as text and with each of several priors, without
   * changing anything. The data are read once. If some options are wrong, the plugins and data
   * named by the others are checked nevertheless.
   *
   * @param spec the spec for all other options
   * @param given values by option name, without a prior
   * @param priors one or more, as text
   * @return an experiment for each prior, in their order
   * @throws ElboException USER if there are problems of options, plugins or data, with all of them
   */
  public List<Experiment> resolveEach(
      ExperimentSpec spec, Map<String, String> given, List<String> priors) {
    Problems problems = Problems.user();
    ExperimentSpec shared = readable(spec, given, problems);
    List<PluginSpec> named =
        priors.stream()
            .map(text -> problems.attempt(() -> prior(spec, text)))
            .flatMap(Checked::stream)
            .toList();
    Checked<List<Experiment>> experiments = problems.attempt(() -> resolveEach(shared, named));
    problems.requireNone();
    return experiments.value();
  }

  private static ExperimentSpec readable(
      ExperimentSpec spec, Map<String, String> given, Problems problems) {
    return problems
        .attempt(() -> spec.changed(given))
        .orElseGet(() -> spec.changedWhereAllowed(given));
  }

  private static PluginSpec prior(ExperimentSpec spec, String text) {
    return spec.changed(Map.of(ExperimentSpec.PRIOR.name(), text)).model().prior();
  }

  /**
   * Resolves the spec of a run that has begun, without changing anything. Its plugins were tried at
   * the beginning and are not tried again.
   *
   * @param spec the spec of the run
   * @throws ElboException USER if there are problems of plugins, options or data, with all of them
   */
  public Experiment resolveBegun(ExperimentSpec spec) {
    return find(spec, List.of(spec.model().prior()), support -> enoughData(spec, support)).get(0);
  }

  /**
   * Resolves the spec of a run whose model is used, without changing anything. Its plugins are not
   * tried again, and labels in files of their own are not read.
   *
   * @param spec the spec of the run
   * @throws ElboException USER as in {@link #resolveBegun}
   */
  public Experiment resolveFinished(ExperimentSpec spec) {
    return resolveBegun(spec.withoutLabelFiles());
  }

  /**
   * Resolves the spec of a trained run, which may come from anyone, without changing anything. Its
   * plugins are bound only when its model is built from the checkpoint, not with initial
   * parameters, which could have any size. Nothing but the name of a file that is not the run's
   * data is revealed.
   *
   * @param spec the spec of the run
   * @param dataSha256 the digest of its data
   * @throws ElboException USER if there are problems of plugins, options or data, with all of them
   */
  public Experiment resolveTrained(ExperimentSpec spec, String dataSha256) {
    ExperimentSpec read = spec.withoutLabelFiles();
    return find(
            read, List.of(read.model().prior()), support -> trainedData(read, support, dataSha256))
        .get(0);
  }

  /**
   * Resolves an experiment with each of several priors in place of its own, without reading data or
   * changing anything.
   *
   * @param experiment a resolved experiment
   * @param priors one or more, no two the same
   * @return an experiment for each prior, in their order
   * @throws ElboException USER if there are problems of the priors, with all of them
   */
  public List<Experiment> withPriors(Experiment experiment, List<PluginSpec> priors) {
    return requireBinding(
        priors(priors).stream()
            .map(
                prior ->
                    experiment(
                        experiment.spec(),
                        experiment.model().with(prior),
                        experiment.estimator(),
                        experiment.data()))
            .toList());
  }

  private List<Experiment> find(
      ExperimentSpec spec, List<PluginSpec> priors, Function<Support, DataSet> source) {
    Problems problems = Problems.user();
    problems.check(spec::requireAllowed); // the spec may have been made in Java
    Checked<List<Prior>> found = problems.attempt(() -> priors(priors));
    ModelOptions model = spec.model();
    Checked<Encoder> encoder = problems.attempt(() -> catalogs.encoders().create(model.encoder()));
    Checked<Decoder> decoder = problems.attempt(() -> catalogs.decoders().create(model.decoder()));
    Checked<Estimator> estimator =
        problems.attempt(() -> catalogs.estimators().create(spec.surgery().estimator()));
    Support support =
        decoder.toOptional().map(ExperimentResolver::support).orElse(Support.REAL_LINE);
    Checked<DataSet> data = problems.attempt(() -> source.apply(support));
    problems.requireNone();
    int width = data.value().train().width();
    return found.value().stream()
        .map(
            prior ->
                new ModelDefinition(
                    encoder.value(), decoder.value(), prior, width, model.latent(), DataType.FLOAT))
        .map(definition -> experiment(spec, definition, estimator.value(), data.value()))
        .toList();
  }

  private static Experiment experiment(
      ExperimentSpec spec, ModelDefinition model, Estimator estimator, DataSet data) {
    return new Experiment(withAllOptions(spec, model, estimator), data, model, estimator);
  }

  private List<Prior> priors(List<PluginSpec> specs) {
    Problems problems = Problems.user();
    Map<PluginSpec, PluginSpec> seen = new LinkedHashMap<>();
    List<Prior> priors = new ArrayList<>();
    for (PluginSpec spec : specs) {
      problems.check(
          () -> {
            Prior prior = catalogs.priors().create(spec);
            PluginSpec same = seen.putIfAbsent(PluginSpec.of(prior), spec);
            if (same != null) {
              throw ElboException.user(
                  "priors " + same + " and " + spec + " are the same; give different ones");
            }
            priors.add(prior);
          });
    }
    problems.requireNone();
    return priors;
  }

  /** Returns experiments of one estimator, if the plugins of each can be bound to its data. */
  private List<Experiment> requireBinding(List<Experiment> experiments) {
    Problems problems = Problems.user();
    for (Experiment each : experiments) {
      Problems own =
          experiments.size() > 1 ? problems.in("prior " + each.spec().model().prior()) : problems;
      own.check(
          () ->
              before.tryOnce(
                  each,
                  () ->
                      BindingCheck.require(
                          each.model(), each.trainingRows().fitted(), each.modelStream())));
    }
    problems.requireNone();
    experiments.stream()
        .limit(1)
        .forEach(any -> new CheckedEstimator(any.estimator()).tryOut(any.model().latentSize()));
    return experiments;
  }

  private static Support support(Decoder decoder) {
    return PluginCall.of(decoder, "support", decoder::support);
  }

  /**
   * Loads the data of a spec, as its runs have them.
   *
   * @param support the values that the likelihood allows
   * @throws ElboException USER as {@link DataSource#load}
   */
  public DataSet data(ExperimentSpec spec, Support support) {
    return before.load(
        spec,
        support,
        () ->
            dataSource.load(
                spec.data(), support, RandomStream.of(spec.run().seed()).named("data")));
  }

  private DataSet enoughData(ExperimentSpec spec, Support support) {
    DataSet data = data(spec, support);
    int fitted = new TrainingRows(data, spec.training()).fitted().size();
    spec.surgery().requireEnough(Math.min(fitted, data.test().map(Rows::size).orElse(fitted)));
    return data;
  }

  private DataSet trainedData(ExperimentSpec spec, Support support, String sha256) {
    return Problems.user()
        .attempt(() -> data(spec, support))
        .toOptional()
        .filter(found -> found.sha256().equals(sha256))
        .orElseThrow(
            () ->
                ElboException.user(
                    "its data, %s, are not there any more, or are others; restore the files"
                        .formatted(spec.data().data())));
  }

  private static ExperimentSpec withAllOptions(
      ExperimentSpec spec, ModelDefinition model, Estimator estimator) {
    return new ExperimentSpec(
        new DataOptions(
            DataSource.located(spec.data().data()),
            DataSource.locatedLabels(spec.data().labels()),
            spec.data().binarize(),
            spec.data().limit()),
        new ModelOptions(
            spec.model().latent(),
            PluginSpec.of(model.prior()),
            PluginSpec.of(model.encoder()),
            PluginSpec.of(model.decoder())),
        spec.training(),
        new SurgeryOptions(PluginSpec.of(estimator), spec.surgery().samples()),
        spec.run());
  }
}
