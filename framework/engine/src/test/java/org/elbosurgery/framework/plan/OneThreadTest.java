package org.elbosurgery.framework.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.MklSetNumThreadsLocal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** OpenBLAS on one thread while any plan runs. */
final class OneThreadTest {

  private final int before = openblas_nolapack.blas_get_num_threads();

  @BeforeEach
  void two() {
    openblas_nolapack.blas_set_num_threads(2);
  }

  @AfterEach
  void asBefore() {
    openblas_nolapack.blas_set_num_threads(before);
  }

  @Test
  @DisplayName("there is one thread within, and afterwards as many as before, also after a failure")
  void within() {
    OneThread.run(() -> OneThread.run(() -> assertThat(Threads.now()).isOne()));
    assertThat(Threads.now()).isEqualTo(2);
    assertThatThrownBy(
            () ->
                OneThread.run(
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");
    assertThat(Threads.now()).isEqualTo(2);
  }

  @Test
  @DisplayName("there is one thread as long as the last of several runs, whichever began first")
  void overlapping() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread other = new Thread(() -> OneThread.run(() -> meet(begun, end)));
    OneThread.run(
        () -> {
          other.start();
          await(begun);
        });
    assertThat(Threads.now()).isOne(); // the other still runs
    end.countDown();
    other.join();
    assertThat(Threads.now()).isEqualTo(2);
  }

  private static void meet(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    await(end);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * OpenBLAS's own number of threads, for which JavaCPP has no function: called by one that has an
   * argument, which is not looked at.
   */
  private static final class Threads extends MklSetNumThreadsLocal {

    private Threads() {
      put(Loader.addressof("openblas_get_num_threads"));
    }

    static int now() {
      return new Threads().call(0);
    }
  }
}
