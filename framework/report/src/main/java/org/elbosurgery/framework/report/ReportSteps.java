package org.elbosurgery.framework.report;

import java.util.concurrent.CancellationException;
import org.elbosurgery.framework.experiment.TaskListener;

/**
 * The steps of writing a report: each is reported to a listener, and none is begun if this thread
 * is interrupted.
 */
final class ReportSteps {

  private final TaskListener listener;
  private final long total;
  private long begun;

  /**
   * Starts before the first step.
   *
   * @param listener receives each step
   * @param total the number of steps
   */
  ReportSteps(TaskListener listener, long total) {
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
