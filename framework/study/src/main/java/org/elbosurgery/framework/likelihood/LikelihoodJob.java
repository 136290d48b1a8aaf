package org.elbosurgery.framework.likelihood;

import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.TrainedModel;

/**
 * A run whose likelihood can be bounded: nothing about it can be missing any more.
 *
 * @param run the run
 * @param model its model, to be executed on one thread
 * @param rows the data
 * @param rowsSha256 of those rows
 * @param origin what decides the bounds of those rows
 * @param options how
 */
public record LikelihoodJob(
    FinishedRun run,
    TrainedModel model,
    Rows rows,
    String rowsSha256,
    BoundsOrigin origin,
    LikelihoodOptions options) {}
