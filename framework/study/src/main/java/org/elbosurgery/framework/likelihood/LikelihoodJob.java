package org.elbosurgery.framework.likelihood;

import java.util.Optional;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.gap.ExPostModel;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.surgery.CheckedPrior;

/**
 * A run whose likelihood is to be bounded, with everything needed for it.
 *
 * @param run the run
 * @param model its model, to be executed on one thread
 * @param exPost the model with a prior that was fitted to the codes; empty for the run's own prior
 * @param rows the data
 * @param rowsSha256 the digest of these rows
 * @param origin what determines the bounds of these rows
 * @param options how to bound the likelihood
 */
public record LikelihoodJob(
    FinishedRun run,
    TrainedModel model,
    Optional<ExPostModel> exPost,
    Rows rows,
    String rowsSha256,
    BoundsOrigin origin,
    LikelihoodOptions options) {

  /** Returns a graph of the model with the prior of the options. */
  EvaluationGraph graph() {
    return exPost.map(ExPostModel::graph).orElseGet(model::graph);
  }

  /** Returns the spec of the run with the prior of the options. */
  ExperimentSpec spec() {
    return exPost.map(fitted -> fitted.experiment().spec()).orElse(run.spec());
  }

  /** Returns the standard error of the log normaliser of that prior; 0 if it is known. */
  double logNormalizerError() {
    return exPost.isPresent()
        ? new CheckedPrior(graph().prior()).logNormalizerError()
        : run.result().train().logNormalizerError();
  }

  /** Returns the check of that prior's density; empty if the run is of a version without it. */
  Optional<DensityCheck> density() {
    RandomStream random = model.experiment().random().named("likelihood").named("density");
    return exPost.isPresent()
        ? Optional.of(DensityCheck.of(graph().prior(), run.posteriors(Split.TRAIN), random))
        : run.result().train().density();
  }
}
