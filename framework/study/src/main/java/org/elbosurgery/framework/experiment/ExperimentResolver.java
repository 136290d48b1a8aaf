package org.elbosurgery.framework.experiment;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.elbosurgery.framework.option.UserProblems;
import org.elbosurgery.framework.surgery.CheckedEstimator;
import org.elbosurgery.framework.training.TrainingRows;
import org.nd4j.linalg.api.buffer.DataType;

/** Finds what a spec names: plugins in the catalogs, data on the disk. */
public final class ExperimentResolver {

  private final Catalogs catalogs;
  private final DataSource dataSource;

  /** Resolves with the given plugins and data. */
  @Inject
  public ExperimentResolver(Catalogs catalogs, DataSource dataSource) {
    this.catalogs = catalogs;
    this.dataSource = dataSource;
  }

  /**
   * Resolves a spec; changes nothing.
   *
   * @param spec what is asked for
   * @return the experiment, its spec with every option of every plugin
   * @throws ElboException USER with every problem of plugins, options and data together
   */
  public Experiment resolve(ExperimentSpec spec) {
    List<String> problems = new ArrayList<>();
    return resolve(spec, problems).orElseThrow(() -> ElboException.user(problems));
  }

  /**
   * Resolves a spec with each of several priors in place of its own; changes nothing. The data are
   * read once.
   *
   * @param spec what is asked for
   * @param priors one or more, no two the same
   * @return an experiment for each prior, in their order
   * @throws ElboException USER with every problem of plugins, options and data together
   */
  public List<Experiment> resolveEach(ExperimentSpec spec, List<PluginSpec> priors) {
    List<String> problems = new ArrayList<>();
    List<Experiment> experiments = resolveEach(spec, priors, problems);
    UserProblems.requireNone(problems);
    return experiments;
  }

  /**
   * Resolves options as text; changes nothing. Where some are wrong, what the others name is looked
   * at all the same.
   *
   * @param given values by option name; what is not given has its default
   * @param problems receives every problem of options, plugins and data
   * @return the experiment; empty if there was a problem
   */
  public Optional<Experiment> resolve(Map<String, String> given, List<String> problems) {
    int before = problems.size();
    Optional<Experiment> experiment =
        ExperimentSpec.create(given, problems)
            .or(() -> ExperimentSpec.ofAcceptable(given))
            .flatMap(spec -> resolve(spec, problems));
    return problems.size() > before ? Optional.empty() : experiment;
  }

  /**
   * Resolves a spec; changes nothing.
   *
   * @param spec what is asked for
   * @param problems receives every problem of plugins, options and data
   * @return the experiment; empty if there was a problem
   */
  public Optional<Experiment> resolve(ExperimentSpec spec, List<String> problems) {
    return resolveEach(spec, List.of(spec.model().prior()), problems).stream().findFirst();
  }

  /**
   * Resolves options as text that several priors share; changes nothing. Where some are wrong, what
   * the others name is looked at all the same.
   *
   * @param given values by option name, without a prior; what is not given has its default
   * @param priors one or more, as text
   * @param problems receives every problem of options, plugins and data
   * @return an experiment for each prior, in their order; empty if there was a problem
   */
  public List<Experiment> resolveEach(
      Map<String, String> given, List<String> priors, List<String> problems) {
    int before = problems.size();
    Optional<ExperimentSpec> spec =
        ExperimentSpec.create(given, problems).or(() -> ExperimentSpec.ofAcceptable(given));
    List<PluginSpec> readable =
        priors.stream()
            .map(text -> ExperimentSpec.create(Map.of(ExperimentSpec.PRIOR.name(), text), problems))
            .flatMap(Optional::stream)
            .map(one -> one.model().prior())
            .toList();
    List<Experiment> experiments =
        spec.map(shared -> resolveEach(shared, readable, problems)).orElse(List.of());
    return problems.size() > before ? List.of() : experiments;
  }

  /**
   * Resolves a spec with each of several priors in place of its own; changes nothing. The data are
   * read once.
   *
   * @param spec what is asked for
   * @param priors one or more, no two the same
   * @param problems receives every problem of plugins, options and data
   * @return an experiment for each prior, in their order; empty if there was a problem
   */
  public List<Experiment> resolveEach(
      ExperimentSpec spec, List<PluginSpec> priors, List<String> problems) {
    return bound(
        unbound(spec, priors, support -> data(spec, support, problems), problems), problems);
  }

  /**
   * Resolves the spec of a run that is trained, which may be anyone's; changes nothing. Its plugins
   * are bound when its model is built from the checkpoint, and not before with initial parameters,
   * which could be of any size. Of a file that is not the run's data nothing is told but its name.
   *
   * @param spec what the run was asked for
   * @param dataSha256 of its data
   * @throws ElboException USER with every problem of plugins, options and data together
   */
  public Experiment resolveTrained(ExperimentSpec spec, String dataSha256) {
    List<String> problems = new ArrayList<>();
    List<Experiment> experiments =
        unbound(
            spec,
            List.of(spec.model().prior()),
            support -> trainedData(spec, support, dataSha256, problems),
            problems);
    UserProblems.requireNone(problems);
    return experiments.get(0);
  }

  private Optional<DataSet> trainedData(
      ExperimentSpec spec, Support support, String sha256, List<String> problems) {
    Optional<DataSet> data =
        data(spec, support, new ArrayList<>()).filter(found -> found.sha256().equals(sha256));
    if (data.isEmpty()) {
      problems.add(
          "its data, %s, are not there any more, or are others; restore the files"
              .formatted(spec.data().data()));
    }
    return data;
  }

  private List<Experiment> unbound(
      ExperimentSpec spec,
      List<PluginSpec> priors,
      Function<Support, Optional<DataSet>> source,
      List<String> problems) {
    int before = problems.size();
    ExperimentSpec.create(spec.values(), problems); // a spec made in Java is checked here
    ModelOptions options = spec.model();
    List<Prior> found = priors(priors, problems);
    Optional<Encoder> encoder = catalogs.encoders().create(options.encoder(), problems);
    Optional<Decoder> decoder = catalogs.decoders().create(options.decoder(), problems);
    Optional<Estimator> estimator =
        catalogs.estimators().create(spec.surgery().estimator(), problems);
    Optional<DataSet> data =
        source.apply(decoder.map(ExperimentResolver::support).orElse(Support.REAL_LINE));
    if (problems.size() > before) {
      return List.of();
    }
    List<Experiment> experiments = new ArrayList<>();
    for (Prior prior : found) {
      ModelDefinition model =
          new ModelDefinition(
              encoder.orElseThrow(),
              decoder.orElseThrow(),
              prior,
              data.orElseThrow().train().width(),
              options.latent(),
              DataType.FLOAT);
      experiments.add(experiment(spec, model, estimator.orElseThrow(), data.orElseThrow()));
    }
    return experiments;
  }

  /**
   * Resolves an experiment with each of several priors in place of its own; reads no data and
   * changes nothing.
   *
   * @param experiment resolved
   * @param priors one or more, no two the same
   * @param problems receives every problem of the priors
   * @return an experiment for each prior, in their order; empty if there was a problem
   */
  public List<Experiment> withPriors(
      Experiment experiment, List<PluginSpec> priors, List<String> problems) {
    int before = problems.size();
    List<Prior> found = priors(priors, problems);
    if (problems.size() > before) {
      return List.of();
    }
    return bound(
        found.stream()
            .map(
                prior ->
                    experiment(
                        experiment.spec(),
                        experiment.model().with(prior),
                        experiment.estimator(),
                        experiment.data()))
            .toList(),
        problems);
  }

  private static Experiment experiment(
      ExperimentSpec spec, ModelDefinition model, Estimator estimator, DataSet data) {
    return new Experiment(withAllOptions(spec, model, estimator), data, model, estimator);
  }

  /** Returns experiments if the plugins of each can be bound to its data, none if not. */
  private static List<Experiment> bound(List<Experiment> experiments, List<String> problems) {
    int before = problems.size();
    experiments.forEach(experiment -> requireBinding(experiment, experiments.size(), problems));
    return problems.size() > before ? List.of() : experiments;
  }

  private List<Prior> priors(List<PluginSpec> specs, List<String> problems) {
    List<Prior> priors = new ArrayList<>();
    Map<PluginSpec, PluginSpec> seen = new LinkedHashMap<>();
    for (PluginSpec spec : specs) {
      Optional<Prior> prior = catalogs.priors().create(spec, problems);
      prior.ifPresent(priors::add);
      prior
          .map(p -> seen.putIfAbsent(PluginSpec.of(p), spec))
          .ifPresent(
              other ->
                  problems.add(
                      "priors " + other + " and " + spec + " are the same; give different ones"));
    }
    return priors;
  }

  private static void requireBinding(Experiment experiment, int priors, List<String> problems) {
    List<String> own = new ArrayList<>();
    UserProblems.collect(
        own,
        () -> {
          BindingCheck.require(
              experiment.model(), experiment.trainingRows().fitted(), experiment.modelStream());
          new CheckedEstimator(experiment.estimator()).tryOut(experiment.model().latentSize());
          return experiment;
        });
    String where = priors > 1 ? "prior " + experiment.spec().model().prior() + ": " : "";
    own.forEach(problem -> problems.add(where + problem));
  }

  private static Support support(Decoder decoder) {
    return PluginCall.of(decoder, "support", decoder::support);
  }

  private Optional<DataSet> data(ExperimentSpec spec, Support support, List<String> problems) {
    return UserProblems.collect(
        problems,
        () -> {
          RandomStream random = RandomStream.of(spec.run().seed()).named("data");
          DataSet data = dataSource.load(spec.data(), support, random);
          int fitted = new TrainingRows(data, spec.training()).fitted().size();
          int fewest = Math.min(fitted, data.test().map(Rows::size).orElse(fitted));
          spec.surgery().problem(fewest).ifPresent(problems::add);
          return data;
        });
  }

  private static ExperimentSpec withAllOptions(
      ExperimentSpec spec, ModelDefinition model, Estimator estimator) {
    return new ExperimentSpec(
        new DataOptions(
            DataSource.located(spec.data().data()), spec.data().binarize(), spec.data().limit()),
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
