package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;

/**
 * Receives the progress of the bounds of several runs. May be called from any thread; must return
 * quickly.
 */
public interface LikelihoodListener {

  /** Ignores all progress. */
  LikelihoodListener NONE = new LikelihoodListener() {};

  /**
   * Reports that a run is begun or resumed; all progress until the next call is about this run.
   *
   * @param run its folder
   * @param number counted from 1
   * @param count the number of runs
   */
  default void started(Path run, int number, int count) {}

  /**
   * Reports that more rows of the run are done.
   *
   * @param done the rows done, including those of an earlier call
   * @param total all rows
   */
  default void advanced(long done, long total) {}
}
