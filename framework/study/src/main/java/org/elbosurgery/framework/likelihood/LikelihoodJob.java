package org.elbosurgery.framework.likelihood;

import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.TrainedModel;

/**
 * A run whose likelihood is to be bounded, with everything needed for it.
 *
 * @param run the run
 * @param model its model, to be executed on one thread
 * @param rows the data
 * @param rowsSha256 the digest of these rows
 * @param origin what determines the bounds of these rows
 * @param options how to bound the likelihood
 */
public record LikelihoodJob(
    FinishedRun run,
    TrainedModel model,
    Rows rows,
    String rowsSha256,
    BoundsOrigin origin,
    LikelihoodOptions options) {}
