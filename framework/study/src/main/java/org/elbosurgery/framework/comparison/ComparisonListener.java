package org.elbosurgery.framework.comparison;

import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentListener;

/** Hears of a comparison as it goes: which experiment it is at, and how far that is. */
public interface ComparisonListener extends ExperimentListener {

  /** Hears nothing. */
  ComparisonListener NONE = new ComparisonListener() {};

  /**
   * An experiment is begun, or gone on with; what is heard until the next is of this one.
   *
   * @param experiment which
   * @param number counted from 1
   * @param count how many there are
   */
  default void started(Experiment experiment, int number, int count) {}
}
