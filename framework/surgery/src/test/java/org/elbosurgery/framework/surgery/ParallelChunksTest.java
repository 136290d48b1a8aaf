package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.elbosurgery.api.ProgressListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ParallelChunksTest {

  /** Sleeps, and goes on sleeping when interrupted, as a chunk goes on computing. */
  private static void work(long milliseconds) {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    boolean interrupted = false;
    for (long left = milliseconds; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      try {
        Thread.sleep(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("every number is worked on once, by more threads than chunks too")
  void everyNumber() {
    int[] times = new int[10];
    ParallelChunks.run(10, 4, 8, ProgressListener.NONE, (from, to) -> count(times, from, to));
    assertThat(times).containsOnly(1);
  }

  private static void count(int[] times, int from, int to) {
    for (int i = from; i < to; i++) {
      times[i]++;
    }
  }

  @Test
  @DisplayName("a cancelled run returns after its last chunk has ended, and reports nothing more")
  void cancelled() {
    Thread caller = Thread.currentThread();
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger reports = new AtomicInteger();
    ProgressListener progress = (done, total) -> reports.incrementAndGet();
    assertThatThrownBy(
            () ->
                ParallelChunks.run(
                    100,
                    1,
                    1,
                    progress,
                    (from, to) -> {
                      caller.interrupt();
                      work(200);
                      ended.set(true);
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).isTrue();
    assertThat(reports).hasValue(0);
  }

  @Test
  @DisplayName("a chunk that fails stops the others, long before they are through")
  void failed() {
    AtomicInteger chunks = new AtomicInteger();
    assertThatThrownBy(
            () ->
                ParallelChunks.run(
                    3000,
                    1,
                    2,
                    ProgressListener.NONE,
                    (from, to) -> {
                      chunks.incrementAndGet();
                      if (from == 0) {
                        throw new IllegalStateException("no such chunk");
                      }
                      work(1);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no such chunk");
    assertThat(chunks).hasValueLessThan(3000);
  }
}
