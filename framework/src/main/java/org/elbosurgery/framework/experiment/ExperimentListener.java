package org.elbosurgery.framework.experiment;

import org.elbosurgery.framework.training.TrainingListener;

/** Hears of an experiment as it goes: of its training, and of what follows. */
public interface ExperimentListener extends TrainingListener {

  /** Hears nothing. */
  ExperimentListener NONE = new ExperimentListener() {};

  /** What an experiment does after training. */
  enum Phase {
    /** The training rows are encoded. */
    ENCODE,
    /** The ELBO of the training rows is taken apart. */
    SURGERY,
    /** The test rows are encoded. */
    ENCODE_TEST,
    /** The ELBO of the test rows is taken apart. */
    SURGERY_TEST
  }

  /**
   * A phase after training has come further. May be called from any thread.
   *
   * @param phase which
   * @param done units of work finished
   * @param total units of work in all
   */
  default void advanced(Phase phase, long done, long total) {}
}
