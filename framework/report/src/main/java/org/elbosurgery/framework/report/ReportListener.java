package org.elbosurgery.framework.report;

/** Hears how far the writing of a report is; must be quick. */
@FunctionalInterface
public interface ReportListener {

  /** Hears nothing. */
  ReportListener NONE = (task, done, total) -> {};

  /**
   * A task is begun.
   *
   * @param task in words, such as "pictures of gaussian, d = 2"
   * @param done tasks finished
   * @param total tasks in all
   */
  void advanced(String task, long done, long total);
}
