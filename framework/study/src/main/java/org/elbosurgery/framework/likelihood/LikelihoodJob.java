package org.elbosurgery.framework.likelihood;

import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.FinishedRun;

/**
 * A run whose likelihood is to be bounded, with everything needed for it.
 *
 * @param model the model of the run, with the prior of the options
 * @param rows the data
 * @param rowsSha256 the digest of these rows
 * @param origin what determines the bounds of these rows
 * @param options how to bound the likelihood
 */
public record LikelihoodJob(
    RunModel model, Rows rows, String rowsSha256, BoundsOrigin origin, LikelihoodOptions options) {

  /** Returns the run. */
  public FinishedRun run() {
    return model.run();
  }
}
