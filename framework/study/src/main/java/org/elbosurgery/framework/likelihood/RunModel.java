package org.elbosurgery.framework.likelihood;

import java.util.Optional;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.gap.ExPostModel;
import org.elbosurgery.framework.graph.CodeGradients;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.surgery.CheckedPrior;

/**
 * The model of a finished run, with its own prior or one that was fitted to its codes.
 *
 * @param run the run
 * @param trained its model, to be executed on one thread
 * @param exPost the model with a prior that was fitted to the codes; empty for the run's own prior
 */
public record RunModel(FinishedRun run, TrainedModel trained, Optional<ExPostModel> exPost) {

  /** Returns a graph of the model, with a copy of the parameters. */
  public EvaluationGraph graph() {
    return exPost.map(ExPostModel::graph).orElseGet(trained::graph);
  }

  /** Returns the model's log-densities with their gradients, with a copy of the parameters. */
  public CodeGradients gradients() {
    return exPost.map(ExPostModel::gradients).orElseGet(trained::gradients);
  }

  /** Returns the experiment with this prior. */
  private Experiment experiment() {
    return exPost.map(ExPostModel::experiment).orElse(trained.experiment());
  }

  /** Returns the spec of the run with this prior. */
  public ExperimentSpec spec() {
    return exPost.map(fitted -> fitted.experiment().spec()).orElse(run.spec());
  }

  /** Returns the root of the streams of the likelihood. */
  public RandomStream random() {
    return trained.experiment().random().named("likelihood");
  }

  /**
   * Returns what determines estimates of the likelihood that are computed now.
   *
   * @param estimator the version of what computes them
   */
  public BoundsOrigin origin(int estimator) {
    return BoundsOrigin.of(
            run,
            estimator,
            PluginBuilds.of(experiment().model()),
            exPost.map(ExPostModel::fitSha256))
        .orElseThrow(); // the model came from a checkpoint
  }

  /** Returns the standard error of the log normaliser of this prior; 0 if it is known. */
  public double logNormalizerError() {
    return exPost.isPresent()
        ? new CheckedPrior(graph().prior()).logNormalizerError()
        : run.result().train().logNormalizerError();
  }

  /** Returns the check of this prior's density; empty if the run is of a version without it. */
  public Optional<DensityCheck> density() {
    RandomStream random = random().named("density");
    return exPost.isPresent()
        ? Optional.of(DensityCheck.of(graph().prior(), run.posteriors(Split.TRAIN), random))
        : run.result().train().density();
  }
}
