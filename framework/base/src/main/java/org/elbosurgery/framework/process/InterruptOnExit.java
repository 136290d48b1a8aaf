package org.elbosurgery.framework.process;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.call.OpenCall;

/**
 * Watches over how the process ends before a thread's work is done. A request to end it (Ctrl-C,
 * SIGTERM) interrupts the thread and waits until it has left a checkpoint and said how to go on;
 * another request ends the process at once. Where somebody calls System.exit, a plugin say, the
 * process ends with a message and the exit code of a plugin's fault, whatever was asked for.
 */
public final class InterruptOnExit {

  /** Longer than writing any checkpoint takes. */
  private static final long PATIENCE_MILLIS = 60_000;

  /** Longer than a plugin takes that heeds interruption; there is no checkpoint in a call to it. */
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
   * Watches over the calling thread.
   *
   * @param listener receives a sentence if the process has to end without the thread
   */
  public static InterruptOnExit ofThisThread(Consumer<String> listener) {
    InterruptOnExit interrupt = new InterruptOnExit(Thread.currentThread(), listener);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** Ends the work, unless it is done and the process is ending anyway. */
  void end() {
    Optional<ExitCall> exit = ExitCall.find(); // before the next line: else it may be our own
    if (finished.getCount() == 0) {
      return;
    }
    if (exit.isPresent()) { // whoever called it waits for us, and never comes back
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
        listener.accept("interrupted; " + call.get() + " has not come back");
        return;
      }
    }
    listener.accept("interrupted; what was at work has not come back");
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
