package org.elbosurgery.framework.training;

/** Hears of a training run as it goes; called from the training thread. */
public interface TrainingListener {

  /** Hears nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * A step is done.
   *
   * @param progress after the step
   * @param totalSteps steps of the whole training if it does not stop early
   * @param elbo the batch's ELBO in nats per data point
   */
  default void stepped(TrainingProgress progress, long totalSteps, double elbo) {}

  /** An epoch is done; its metrics are the last of {@code progress.metrics()}. */
  default void finishedEpoch(TrainingProgress progress) {}
}
