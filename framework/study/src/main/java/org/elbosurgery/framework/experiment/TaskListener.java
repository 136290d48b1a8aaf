package org.elbosurgery.framework.experiment;

/** Receives the progress of long work that consists of several tasks; must return quickly. */
@FunctionalInterface
public interface TaskListener {

  /** Ignores all progress. */
  TaskListener NONE = (task, done, total) -> {};

  /**
   * Reports progress. May be called from any thread.
   *
   * @param task what is being done, in a few words, such as "fitting mixture"
   * @param done units finished, of the task or of the work as a whole
   * @param total units in all, at most
   */
  void advanced(String task, long done, long total);
}
