package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.elbosurgery.api.ProgressListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  @DisplayName("one thread is the caller's, one chunk after the other")
  void inTheCaller() {
    List<Thread> workers = new ArrayList<>();
    List<Long> told = new ArrayList<>();
    ParallelChunks.run(
        10,
        4,
        1,
        (done, total) -> told.add(done),
        (from, to) -> workers.add(Thread.currentThread()));
    assertThat(workers).hasSize(3).containsOnly(Thread.currentThread());
    assertThat(told).containsExactly(4L, 8L, 10L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("a cancelled run returns after its last chunk has ended, and reports nothing more")
  void cancelled(int threads) {
    Thread caller = Thread.currentThread();
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger reports = new AtomicInteger();
    ProgressListener progress = (done, total) -> reports.incrementAndGet();
    assertThatThrownBy(
            () ->
                ParallelChunks.run(
                    100,
                    1,
                    threads,
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
  @DisplayName("a caller who was interrupted before gets no chunk done by itself")
  void interruptedBefore() {
    Thread.currentThread().interrupt();
    AtomicInteger chunks = new AtomicInteger();
    assertThatThrownBy(
            () ->
                ParallelChunks.run(
                    100, 1, 1, ProgressListener.NONE, (from, to) -> chunks.incrementAndGet()))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(chunks).hasValue(0);
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
