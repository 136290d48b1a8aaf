package org.elbosurgery.framework.training;

import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Positive;

/**
 * How a model is trained.
 *
 * @param epochs passes over the training rows
 * @param batch rows in a minibatch; the last of an epoch may have fewer
 * @param learningRate Adam's step size
 * @param warmup epochs over which the weight of the average KL rises from 0 to 1
 * @param patience epochs without a better validation ELBO after which training stops, with the last
 *     sixth of the rows held out for validation; 0 trains on all rows to the end
 * @param clipNorm greatest norm of the gradient of all parameters together; 0 does not clip
 * @param checkpointEvery epochs between checkpoints
 */
public record TrainingOptions(
    @Option("passes over the training rows") @Min(1) int epochs,
    @Option("rows in a minibatch") @Min(1) int batch,
    @Option("step size of Adam") @Positive double learningRate,
    @Option("epochs over which the weight of the average KL rises from 0 to 1") @Min(0) int warmup,
    @Option(
            "epochs without a better validation ELBO before training stops; holds out the last"
                + " sixth of the rows; 0 never stops early")
        @Min(0)
        int patience,
    @Option("greatest norm of the whole gradient; 0 does not clip") @Min(0) double clipNorm,
    @Option("epochs between checkpoints") @Min(1) int checkpointEvery) {

  /** A short training that fits a coffee break. */
  public TrainingOptions() {
    this(10, 128, 1e-3, 0, 0, 0, 1);
  }
}
