package org.elbosurgery.framework.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The progress of a training run: together with the parameters and the optimizer's state,
 * everything needed to continue. There is no random state, because every draw is addressed by epoch
 * and step.
 *
 * @param epoch epochs finished
 * @param step steps finished in the current epoch
 * @param iteration steps finished in total
 * @param reconstructionSum sum over the rows seen in the current epoch
 * @param averageKlSum the same sum of the average KL
 * @param secondsSum time spent in the current epoch
 * @param metrics of the finished epochs
 * @param stopped whether early stopping ended the training
 */
public record TrainingProgress(
    int epoch,
    int step,
    int iteration,
    double reconstructionSum,
    double averageKlSum,
    double secondsSum,
    List<EpochMetrics> metrics,
    boolean stopped) {

  /** Copies the metrics. */
  public TrainingProgress {
    metrics = List.copyOf(metrics);
  }

  /** Returns the progress before the first step. */
  public static TrainingProgress start() {
    return new TrainingProgress(0, 0, 0, 0, 0, 0, List.of(), false);
  }

  /** Returns the progress after one more step over {@code rows} rows. */
  TrainingProgress stepped(int rows, double reconstruction, double averageKl, double seconds) {
    return new TrainingProgress(
        epoch,
        step + 1,
        iteration + 1,
        reconstructionSum + rows * reconstruction,
        averageKlSum + rows * averageKl,
        secondsSum + seconds,
        metrics,
        stopped);
  }

  /** Returns the progress after the current epoch, of {@code rows} rows, is finished. */
  TrainingProgress finishedEpoch(
      int rows, Optional<Double> validationElbo, TrainingOptions options) {
    List<EpochMetrics> all = new ArrayList<>(metrics);
    all.add(
        new EpochMetrics(
            epoch + 1, reconstructionSum / rows, averageKlSum / rows, validationElbo, secondsSum));
    boolean stop =
        bestEpoch(all, options.warmup())
            .filter(best -> epoch + 1 - best >= options.patience())
            .isPresent();
    return new TrainingProgress(epoch + 1, 0, iteration, 0, 0, 0, all, stop);
  }

  /** Returns whether a training with a number of epochs is finished. */
  public boolean isFinished(int epochs) {
    return stopped || epoch >= epochs;
  }

  /**
   * Returns the first epoch with the best validation ELBO so far. Epochs of the warm-up do not
   * count, because they minimise another loss.
   *
   * @param warmup epochs of the warm-up
   * @return empty without validation, and until an epoch counts
   */
  public Optional<Integer> bestEpoch(int warmup) {
    return bestEpoch(metrics, warmup);
  }

  private static Optional<Integer> bestEpoch(List<EpochMetrics> metrics, int warmup) {
    return metrics.stream()
        .skip(warmup)
        .filter(each -> each.validationElbo().isPresent())
        .reduce(
            (best, each) -> each.validationElbo().get() > best.validationElbo().get() ? each : best)
        .map(EpochMetrics::epoch);
  }
}
