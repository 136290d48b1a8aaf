package org.elbosurgery.framework.call;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Says of a call to a plugin that it has not come back, where else there would be silence. That is
 * after half a minute, or the seconds in the system property {@code elbo.call-patience}, for
 * plugins that have their reasons.
 */
public final class CallWatch {

  private static final String PATIENCE = "elbo.call-patience";

  /** Longer than any call of a sound plugin goes without a sign. */
  private static final int USUAL_SECONDS = 30;

  private final Duration patience;
  private final Consumer<String> listener;
  private final Set<OpenCall> told = Collections.newSetFromMap(new WeakHashMap<>());

  private CallWatch(Duration patience, Consumer<String> listener) {
    this.patience = patience;
    this.listener = listener;
  }

  /**
   * Watches until this process ends.
   *
   * @param listener is told of each call that does not come back, such as "prior ... in ...:
   *     logProb has not come back for 30 s"
   */
  public static void start(Consumer<String> listener) {
    start(Duration.ofSeconds(Integer.getInteger(PATIENCE, USUAL_SECONDS)), listener);
  }

  static void start(Duration patience, Consumer<String> listener) {
    CallWatch watch = new CallWatch(patience, listener);
    Thread thread = new Thread(watch::watch, "call-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (true) {
      LockSupport.parkNanos(patience.toNanos() / 10);
      if (OpenCall.silence() > patience.toNanos()) {
        OpenCall.all().stream().filter(told::add).forEach(this::tell);
      }
    }
  }

  private void tell(OpenCall call) {
    listener.accept(call + " has not come back for " + patience.toSeconds() + " s");
  }
}
