package org.elbosurgery.framework.training;

/** Receives the progress of a training run; called from the training thread. */
public interface TrainingListener {

  /** Ignores all progress. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Reports that a step is done.
   *
   * @param progress after the step
   * @param totalSteps steps of the whole training if it does not stop early
   * @param elbo the batch's ELBO in nats per data point
   */
  default void stepped(TrainingProgress progress, long totalSteps, double elbo) {}

  /** Reports that an epoch is done; its metrics are the last of {@code progress.metrics()}. */
  default void finishedEpoch(TrainingProgress progress) {}
}
