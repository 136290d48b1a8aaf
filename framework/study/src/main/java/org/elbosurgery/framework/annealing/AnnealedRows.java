package org.elbosurgery.framework.annealing;

import java.util.Locale;
import org.elbosurgery.framework.experiment.Split;

/** Of which rows the likelihood is estimated. */
public enum AnnealedRows {
  /** The test rows. */
  TEST,
  /** The training rows. */
  TRAIN,
  /** Rows that the model makes, each with the code that it was made from. */
  SIMULATED;

  /** Returns its name in files and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the split that they are of.
   *
   * @throws IllegalStateException if they are of none
   */
  Split split() {
    if (this == SIMULATED) {
      throw new IllegalStateException("simulated rows are of no split");
    }
    return this == TEST ? Split.TEST : Split.TRAIN;
  }
}
