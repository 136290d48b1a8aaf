package org.elbosurgery.framework.training;

import org.elbosurgery.framework.graph.Parameters;

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

  /**
   * Reports that an epoch is done.
   *
   * @param progress after the epoch, whose metrics are its last
   * @param parameters the live parameters; copy what is kept, and change nothing
   */
  default void finishedEpoch(TrainingProgress progress, Parameters parameters) {}
}
