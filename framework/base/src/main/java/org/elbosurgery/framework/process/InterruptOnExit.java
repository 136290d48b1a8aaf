package org.elbosurgery.framework.process;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.call.OpenCall;

/**
 * Controls how the process ends while a thread is at work. A request to end it (Ctrl-C, SIGTERM)
 * interrupts the thread and waits until it has written a checkpoint and said how to continue; a
 * second request ends the process at once. If a plugin or other code calls System.exit, the process
 * ends with a message and the exit code for a fault of a plugin, whatever code was requested.
 */
public final class InterruptOnExit {

  /** How long to wait for the thread; longer than writing any checkpoint takes. */
  private static final long PATIENCE_MILLIS = 60_000;

  /**
   * How long to wait for a call to a plugin; longer than a plugin needs that responds to
   * interruption, and no checkpoint is written within such a call.
   */
  private static final long PATIENCE_WITH_PLUGIN_MILLIS = 2_000;

  private static final long POLL_MILLIS = 50;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread worker;
  private final Consumer<String> listener;
  private final Thread hook = new Thread(this::end, "interrupt-on-exit");

  private InterruptOnExit(Thread worker, Consumer<String> listener) {
    this.worker = worker;
    this.listener = listener;
  }

  /**
   * Starts to watch the calling thread.
   *
   * @param listener receives a sentence if the process has to end before the thread has finished
   */
  public static InterruptOnExit ofThisThread(Consumer<String> listener) {
    InterruptOnExit interrupt = new InterruptOnExit(Thread.currentThread(), listener);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** Ends the thread's work, unless it is already done. */
  void end() {
    Optional<ExitCall> exit =
        ExitCall.find(); // looked up first: later it could be the finished thread's own call
    if (finished.getCount() == 0) {
      return;
    }
    if (exit.isPresent()) { // the caller of System.exit waits for this hook and never returns
      listener.accept(exit.get() + "; it ends the program without a result");
      Runtime.getRuntime().halt(Category.PLUGIN.exitCode());
    }
    NextSignal.halts();
    worker.interrupt();
    try {
      await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() throws InterruptedException {
    Optional<OpenCall> call = OpenCall.of(worker);
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += POLL_MILLIS) {
      if (finished.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      boolean hangs = call.isPresent() && call.equals(OpenCall.of(worker));
      if (hangs && waited >= PATIENCE_WITH_PLUGIN_MILLIS) {
        listener.accept("interrupted; " + call.get() + " has not returned");
        return;
      }
    }
    listener.accept("interrupted; what was at work has not returned");
  }

  /** Declares the thread's work done; from now on a request ends the process at once. */
  public void done() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending already
    }
  }
}
