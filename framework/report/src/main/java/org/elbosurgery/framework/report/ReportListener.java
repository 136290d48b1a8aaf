package org.elbosurgery.framework.report;

/** Receives the progress of writing a report; must return quickly. */
@FunctionalInterface
public interface ReportListener {

  /** Ignores all progress. */
  ReportListener NONE = (task, done, total) -> {};

  /**
   * Reports that a task begins.
   *
   * @param task in words, such as "pictures of gaussian, d = 2"
   * @param done tasks finished
   * @param total tasks in all
   */
  void advanced(String task, long done, long total);
}
