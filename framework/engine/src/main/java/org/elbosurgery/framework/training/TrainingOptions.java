package org.elbosurgery.framework.training;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;

/**
 * How a model is trained.
 *
 * @param epochs passes over the training rows
 * @param batch rows in a minibatch; the last of an epoch may have fewer
 * @param learningRate step size of the optimizer, at least {@link #MIN_CHANGE}
 * @param optimizer how gradients change parameters
 * @param schedule how the learning rate changes from epoch to epoch
 * @param weightDecay share by which a step decays the parameters of encoder and decoder, for a
 *     learning rate of 1 (Loshchilov and Hutter 2019); 0 for no decay
 * @param beta weight of the average KL in the loss (Higgins et al. 2017)
 * @param warmup epochs over which that weight rises from 0
 * @param freeBits nats of a batch's average KL that are not penalised (Kingma et al. 2016, all
 *     dimensions as one group)
 * @param samplesPerRow samples z of each row in a step
 * @param patience epochs without a better validation ELBO after which training stops, counted after
 *     the warm-up, with the last sixth of the rows held out for validation; 0 trains on all rows to
 *     the end
 * @param keep which epoch's parameters are kept if rows are held out
 * @param clipNorm largest norm of the gradient of all parameters together, at least {@link
 *     #MIN_CHANGE}; 0 does not clip
 * @param normalizeGradients whether the gradient of each parameter is scaled to norm 1
 * @param checkpointEvery epochs between checkpoints
 * @param surgeryEvery epochs between surgeries, which whoever runs the experiment does; 0 for none
 */
public record TrainingOptions(
    @Option("passes over the training rows") @Min(1) int epochs,
    @Option("rows in a minibatch") @Min(1) int batch,
    @Option("step size of the optimizer") @Min(TrainingOptions.MIN_CHANGE) double learningRate,
    @Option(
            "how gradients change parameters: adam, adamax, rmsprop or sgd; see elbo plugins"
                + " optimizer")
        Optimizer optimizer,
    @Option(
            "how the learning rate changes from epoch to epoch: constant, milestones, cosine or"
                + " plateau; see elbo plugins schedule")
        RateSchedule schedule,
    @Option(
            "decay of the parameters of encoder and decoder in a step, as a share per unit of"
                + " learning rate")
        @Min(0)
        @Max(1)
        double weightDecay,
    @Option("weight of the average KL in the loss") @Min(0) double beta,
    @Option("epochs over which the weight of the average KL rises from 0") @Min(0) int warmup,
    @Option("nats of the average KL that are not penalised") @Min(0) double freeBits,
    @Option("samples of each row's posterior in a step") @Min(1) @Max(1000) int samplesPerRow,
    @Option(
            value =
                "epochs without a better validation ELBO before training stops, counted after the"
                    + " warm-up; holds out the last sixth of the rows; 0 never stops early",
            decides = Decides.ROWS)
        @Min(0)
        int patience,
    @Option(
            "which parameters are kept if patience holds rows out: of the best epoch, or of the"
                + " last")
        Keep keep,
    @Option("largest norm of the whole gradient; 0 does not clip") @Min(0) double clipNorm,
    @Option("whether the gradient of each parameter is scaled to norm 1")
        boolean normalizeGradients,
    @Option(value = "epochs between checkpoints", decides = Decides.EXECUTION) @Min(1)
        int checkpointEvery,
    @Option(
            value =
                "epochs between surgeries while the model trains, whose terms are kept in terms.csv;"
                    + " 0 waits for the end",
            decides = Decides.EXECUTION)
        @Min(0)
        int surgeryEvery) {

  /** Which parameters a training with validation returns. */
  public enum Keep {
    /** The parameters after the epoch with the best validation ELBO. */
    BEST,
    /** The parameters after the last epoch. */
    LAST
  }

  /**
   * The smallest learning rate and clipping norm. A smaller learning rate would not change a weight
   * of 0.1 in single precision, whose neighbours are 7e-9 away; a gradient clipped below it would
   * be negligible compared with Adam's epsilon, 1e-8.
   */
  static final double MIN_CHANGE = 1e-9;

  /**
   * Checks the options against each other.
   *
   * @throws IllegalArgumentException if the gradient is clipped to nearly nothing or scaled twice;
   *     or if validation is requested, but the warm-up leaves no epoch that counts, or the loss is
   *     not the negative ELBO
   */
  public TrainingOptions {
    if (clipNorm > 0 && clipNorm < MIN_CHANGE) {
      throw new IllegalArgumentException(
          "clip-norm is "
              + clipNorm
              + ", which leaves nothing of a gradient: take 0 not to clip, or at least "
              + MIN_CHANGE);
    }
    if (clipNorm > 0 && normalizeGradients) {
      throw new IllegalArgumentException(
          "clip-norm and normalize-gradients both scale the gradient: take one");
    }
    if (patience > 0 && beta != 1) {
      throw new IllegalArgumentException(
          "patience watches the validation ELBO, which is not what beta "
              + beta
              + " trains for: take beta 1, or no patience");
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

  /** The defaults, for a short training. */
  public TrainingOptions() {
    this(
        10,
        128,
        1e-3,
        new Adam(),
        new RateSchedule.Constant(),
        0,
        1,
        0,
        0,
        1,
        0,
        Keep.BEST,
        0,
        false,
        1,
        0);
  }

  /** Returns the same training without an end or a checkpoint, for timing its steps. */
  public TrainingOptions endless(int rowsOfBatch) {
    int never = Integer.MAX_VALUE;
    return new TrainingOptions(
        never,
        rowsOfBatch,
        learningRate,
        optimizer,
        schedule,
        weightDecay,
        beta,
        warmup,
        freeBits,
        samplesPerRow,
        patience,
        keep,
        clipNorm,
        normalizeGradients,
        never,
        0);
  }
}
