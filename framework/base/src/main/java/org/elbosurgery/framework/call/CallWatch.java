package org.elbosurgery.framework.call;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Reports calls to plugins that have not returned for half a minute, or for the seconds in the
 * system property {@code elbo.call-patience}, which is for plugins that legitimately take longer.
 */
public final class CallWatch {

  private static final String PATIENCE = "elbo.call-patience";

  /** Longer than any call to a sound plugin goes without a sign of activity. */
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
   * @param listener receives a message for each call that does not return, such as "prior ... in
   *     ...: logProb has not returned for 30 s"
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
    listener.accept(call + " has not returned for " + patience.toSeconds() + " s");
  }
}
