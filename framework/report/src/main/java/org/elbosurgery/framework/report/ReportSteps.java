package org.elbosurgery.framework.report;

import java.util.concurrent.CancellationException;

/**
 * Takes a report step by step: tells of each, and stops before it if this thread is interrupted.
 */
final class ReportSteps {

  private final ReportListener listener;
  private final long total;
  private long begun;

  /**
   * Starts before the first step.
   *
   * @param listener hears of each
   * @param total how many there are
   */
  ReportSteps(ReportListener listener, long total) {
    this.listener = listener;
    this.total = total;
  }

  /**
   * Begins the next step.
   *
   * @param task in words
   * @throws CancellationException if this thread is interrupted
   */
  void begin(String task) {
    listener.advanced(task, begun, total);
    begun++;
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted before " + task);
    }
  }
}
