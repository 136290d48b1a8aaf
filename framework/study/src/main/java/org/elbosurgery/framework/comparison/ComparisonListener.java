package org.elbosurgery.framework.comparison;

import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentListener;

/** Receives the progress of a comparison: the current experiment, and its progress. */
public interface ComparisonListener extends ExperimentListener {

  /** Ignores all progress. */
  ComparisonListener NONE = new ComparisonListener() {};

  /**
   * Reports that an experiment is begun or resumed; all progress until the next call is about this
   * experiment.
   *
   * @param experiment the experiment
   * @param number counted from 1
   * @param count the number of experiments
   */
  default void started(Experiment experiment, int number, int count) {}
}
