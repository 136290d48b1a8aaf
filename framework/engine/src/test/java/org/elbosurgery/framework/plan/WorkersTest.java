package org.elbosurgery.framework.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Threads that work together. */
final class WorkersTest {

  @Test
  @DisplayName("each worker does its part of each task once, awake or asleep before")
  void parts() throws InterruptedException {
    Workers workers = Workers.of(3);
    AtomicIntegerArray done = new AtomicIntegerArray(3);
    for (int i = 0; i < 2000; i++) {
      if (i % 500 == 0) {
        Thread.sleep(2); // the helpers fall asleep
      }
      workers.together(done::incrementAndGet);
      int round = i + 1;
      for (int worker = 0; worker < 3; worker++) {
        assertThat(done.get(worker)).isEqualTo(round);
      }
    }
  }

  @Test
  @DisplayName("what a part throws reaches the caller once all have ended, and the next task runs")
  void failures() {
    Workers workers = Workers.of(2);
    for (int failing = 0; failing < 2; failing++) {
      int worker = failing;
      assertThatThrownBy(
              () ->
                  workers.together(
                      part -> {
                        if (part == worker) {
                          throw new IllegalStateException("part " + part);
                        }
                      }))
          .hasMessage("part " + worker);
      AtomicIntegerArray done = new AtomicIntegerArray(2);
      workers.together(done::incrementAndGet);
      assertThat(done.get(0) + done.get(1)).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("threads without a task end, and the next task starts them again")
  void end() throws InterruptedException {
    Workers workers = new Workers(3, 1);
    AtomicIntegerArray done = new AtomicIntegerArray(3);
    for (int i = 1; i <= 20; i++) {
      workers.together(done::incrementAndGet);
      for (Thread helper : workers.helpers()) {
        helper.join();
      }
      assertThat(done.get(0) + done.get(1) + done.get(2)).isEqualTo(3 * i);
    }
  }

  /** Tasks come at about the moment at which threads fall asleep and end, 3 milliseconds on. */
  @Test
  @DisplayName("each worker does its part once, though threads end at any moment")
  void endAtAnyMoment() {
    Workers workers = new Workers(3, 1);
    AtomicIntegerArray done = new AtomicIntegerArray(3);
    for (int i = 1; i <= 400; i++) {
      LockSupport.parkNanos(2_900_000 + i % 100 * 2_000);
      workers.together(done::incrementAndGet);
      assertThat(done.get(0) + done.get(1) + done.get(2)).isEqualTo(3 * i);
    }
  }

  @Test
  @DisplayName("a task that is done is not kept by the threads that wait for the next")
  void forgets() throws InterruptedException {
    WeakReference<Object> memory = usedBy(Workers.of(2));
    for (int i = 0; memory.get() != null && i < 100; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(memory.get()).isNull();
  }

  private static WeakReference<Object> usedBy(Workers workers) {
    Object memory = new Object();
    workers.together(part -> assertThat(memory).isNotNull());
    return new WeakReference<>(memory);
  }
}
