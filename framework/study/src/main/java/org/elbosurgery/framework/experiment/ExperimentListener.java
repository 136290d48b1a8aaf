package org.elbosurgery.framework.experiment;

import java.util.Locale;
import org.elbosurgery.framework.training.TrainingListener;

/** Hears of an experiment as it goes: of its training, and of the surgery that follows. */
public interface ExperimentListener extends TrainingListener {

  /** Hears nothing. */
  ExperimentListener NONE = new ExperimentListener() {};

  /** What is done to each split after training, in this order. */
  enum Phase {
    /** Its rows are encoded. */
    ENCODING,
    /** Its reconstruction is estimated. */
    RECONSTRUCTION,
    /** Its average KL is taken apart. */
    SURGERY;

    /** Returns the name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A phase after training has come further. May be called from any thread.
   *
   * @param split of which rows
   * @param phase what is done to them
   * @param done units of work finished
   * @param total units of work in all
   */
  default void advanced(Split split, Phase phase, long done, long total) {}
}
