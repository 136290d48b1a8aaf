package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;

/** Hears how far the bounds of several runs are. May be called from any thread; must be quick. */
public interface LikelihoodListener {

  /** Hears nothing. */
  LikelihoodListener NONE = new LikelihoodListener() {};

  /**
   * A run is begun, or gone on with; what is heard until the next is of this one.
   *
   * @param run its folder
   * @param number counted from 1
   * @param count how many there are
   */
  default void started(Path run, int number, int count) {}

  /**
   * The bounds of more rows of the run are there.
   *
   * @param done rows that are done, with those of an earlier call
   * @param total rows in all
   */
  default void advanced(long done, long total) {}
}
