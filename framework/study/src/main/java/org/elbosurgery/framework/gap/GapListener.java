package org.elbosurgery.framework.gap;

/** Receives the progress of a gap analysis. May be called from any thread; must return quickly. */
@FunctionalInterface
public interface GapListener {

  /** Ignores all progress. */
  GapListener NONE = (task, done, total) -> {};

  /**
   * Reports the progress of a task.
   *
   * @param task in words, such as "fitting mixture"
   * @param done units of work finished
   * @param total the largest number of units of work in all
   */
  void advanced(String task, long done, long total);
}
