package org.elbosurgery.framework.experiment;

import java.util.Locale;
import org.elbosurgery.framework.training.TrainingListener;

/** Receives the progress of an experiment: of its training and of the surgery that follows. */
public interface ExperimentListener extends TrainingListener {

  /** Ignores all progress. */
  ExperimentListener NONE = new ExperimentListener() {};

  /** The phases for each split after training, in this order. */
  enum Phase {
    /** Encoding of its rows. */
    ENCODING,
    /** Estimation of its reconstruction. */
    RECONSTRUCTION,
    /** Decomposition of its average KL. */
    SURGERY;

    /** Returns the name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reports the terms of a surgery while the model trains.
   *
   * @param terms of one split after the last epoch
   */
  default void operated(EpochTerms terms) {}

  /**
   * Reports the progress of a phase after training. May be called from any thread.
   *
   * @param split the rows
   * @param phase the phase
   * @param done units of work finished
   * @param total units of work in all
   */
  default void advanced(Split split, Phase phase, long done, long total) {}
}
