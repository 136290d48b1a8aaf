package org.elbosurgery.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Writes progress as plain lines, at most one in an interval, for what reads a log and not a
 * terminal. Work that is shorter than the interval writes none.
 */
final class ProgressLines implements ProgressBarConsumer {

  /** A line a minute: a sweep of ten hours leaves 600. */
  static final Duration USUAL_INTERVAL = Duration.ofMinutes(1);

  private final PrintStream out;
  private final int width;
  private final long interval;
  private long last = System.nanoTime();

  /**
   * Begins the first interval.
   *
   * @param width the longest line
   */
  ProgressLines(PrintStream out, int width, Duration interval) {
    this.out = out;
    this.width = width;
    this.interval = interval.toNanos();
  }

  @Override
  public int getMaxRenderedLength() {
    return width;
  }

  @Override
  public synchronized void accept(String rendered) {
    long now = System.nanoTime();
    if (now - last >= interval) {
      last = now;
      out.println(rendered.stripTrailing());
    }
  }

  @Override
  public void close() {}
}
