package org.elbosurgery.framework.experiment;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataOptions;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.DataSource;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.BindingCheck;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.option.UserProblems;
import org.elbosurgery.framework.plugin.PluginCall;
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
    int before = problems.size();
    ExperimentSpec.create(spec.values(), problems); // a spec made in Java is checked here
    ModelOptions options = spec.model();
    Optional<Prior> prior = catalogs.priors().create(options.prior(), problems);
    Optional<Encoder> encoder = catalogs.encoders().create(options.encoder(), problems);
    Optional<Decoder> decoder = catalogs.decoders().create(options.decoder(), problems);
    Optional<Estimator> estimator =
        catalogs.estimators().create(spec.surgery().estimator(), problems);
    Optional<DataSet> data =
        data(spec, decoder.map(ExperimentResolver::support).orElse(Interval.REAL_LINE), problems);
    if (problems.size() > before) {
      return Optional.empty();
    }
    ModelDefinition model =
        new ModelDefinition(
            encoder.orElseThrow(),
            decoder.orElseThrow(),
            prior.orElseThrow(),
            data.orElseThrow().train().width(),
            options.latent(),
            DataType.FLOAT);
    Experiment experiment =
        new Experiment(
            withAllOptions(spec, model, estimator.orElseThrow()),
            data.orElseThrow(),
            model,
            estimator.orElseThrow());
    return UserProblems.collect(
        problems,
        () -> {
          BindingCheck.require(model, experiment.trainingRows().fitted(), experiment.modelStream());
          new CheckedEstimator(experiment.estimator()).tryOut(options.latent());
          return experiment;
        });
  }

  private static Interval support(Decoder decoder) {
    return PluginCall.of(decoder, "support", decoder::support);
  }

  private Optional<DataSet> data(ExperimentSpec spec, Interval support, List<String> problems) {
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
