package org.elbosurgery.framework.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes a request to end the process (Ctrl-C, SIGTERM) interrupt a thread and wait until its work
 * is done: time to leave a checkpoint and say how to go on.
 */
public final class InterruptOnExit {

  /** Longer than writing any checkpoint takes. */
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  private InterruptOnExit(Thread worker) {
    this.hook =
        new Thread(
            () -> {
              worker.interrupt();
              await();
            },
            "interrupt-on-exit");
  }

  /** Watches over the calling thread. */
  public static InterruptOnExit ofThisThread() {
    InterruptOnExit interrupt = new InterruptOnExit(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  private void await() {
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return; // the worker hangs; the last regular checkpoint has to do
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that the thread's work is done; from now on the process ends at once. */
  public void done() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending already
    }
  }
}
