package org.elbosurgery.framework.training;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;

/**
 * How a model is trained.
 *
 * @param epochs passes over the training rows
 * @param batch rows in a minibatch; the last of an epoch may have fewer
 * @param learningRate Adam's step size, at least {@link #MIN_CHANGE}
 * @param warmup epochs over which the weight of the average KL rises from 0 to 1
 * @param patience epochs without a better validation ELBO after which training stops, counted when
 *     the warm-up is over, with the last sixth of the rows held out for validation; 0 trains on all
 *     rows to the end
 * @param clipNorm largest norm of the gradient of all parameters together, at least {@link
 *     #MIN_CHANGE}; 0 does not clip
 * @param checkpointEvery epochs between checkpoints
 */
public record TrainingOptions(
    @Option("passes over the training rows") @Min(1) int epochs,
    @Option("rows in a minibatch") @Min(1) int batch,
    @Option("step size of Adam") @Min(TrainingOptions.MIN_CHANGE) double learningRate,
    @Option("epochs over which the weight of the average KL rises from 0 to 1") @Min(0) int warmup,
    @Option(
            value =
                "epochs without a better validation ELBO before training stops, counted after the"
                    + " warm-up; holds out the last sixth of the rows; 0 never stops early",
            decides = Decides.ROWS)
        @Min(0)
        int patience,
    @Option("greatest norm of the whole gradient; 0 does not clip") @Min(0) double clipNorm,
    @Option(value = "epochs between checkpoints", decides = Decides.EXECUTION) @Min(1)
        int checkpointEvery) {

  /**
   * A learning rate below it changes no weight of 0.1 in single precision, whose neighbours are
   * 7e-9 away; a gradient clipped below it is lost beside Adam's epsilon, 1e-8.
   */
  static final double MIN_CHANGE = 1e-9;

  /**
   * Checks what an option alone cannot know.
   *
   * @throws IllegalArgumentException if the gradient is clipped to nearly nothing, or validation is
   *     asked for but the warm-up leaves no epoch that counts
   */
  public TrainingOptions {
    if (clipNorm > 0 && clipNorm < MIN_CHANGE) {
      throw new IllegalArgumentException(
          "clip-norm is "
              + clipNorm
              + ", which leaves nothing of a gradient: take 0 not to clip, or at least "
              + MIN_CHANGE);
    }
    if (patience > 0 && warmup >= epochs) {
      throw new IllegalArgumentException(
          "patience counts epochs after the warm-up, but of "
              + epochs
              + " epochs "
              + warmup
              + " are warm-up: take more epochs, a shorter warm-up, or no patience");
    }
  }

  /** A short training that fits a coffee break. */
  public TrainingOptions() {
    this(10, 128, 1e-3, 0, 0, 0, 1);
  }
}
