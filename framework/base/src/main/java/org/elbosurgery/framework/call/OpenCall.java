package org.elbosurgery.framework.call;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A call to a plugin that has not returned yet. */
public final class OpenCall {

  private static final Set<OpenCall> OPEN = ConcurrentHashMap.newKeySet();
  private static volatile long lastSign = System.nanoTime();

  private final Class<?> plugin;
  private final String call;
  private final Thread thread = Thread.currentThread();
  private final long since = System.nanoTime();

  private OpenCall(Class<?> plugin, String call) {
    this.plugin = plugin;
    this.call = call;
  }

  /**
   * Records that the calling thread calls a plugin, until {@link #end}.
   *
   * @param plugin its class
   * @param call the method
   */
  public static OpenCall begin(Class<?> plugin, String call) {
    OpenCall open = new OpenCall(plugin, call);
    OPEN.add(open);
    giveSign();
    return open;
  }

  /** Records a sign of activity: the open calls are working and do not hang. */
  public static void giveSign() {
    lastSign = System.nanoTime();
  }

  /**
   * Returns for how many nanoseconds no plugin has been called, returned or given a sign of
   * activity.
   */
  public static long silence() {
    return System.nanoTime() - lastSign;
  }

  /** Returns the innermost open call of a thread; empty if there is none. */
  public static Optional<OpenCall> of(Thread thread) {
    return OPEN.stream()
        .filter(open -> open.thread == thread)
        .max(Comparator.comparingLong(open -> open.since));
  }

  /** Returns the innermost open call of every thread. */
  public static List<OpenCall> all() {
    return OPEN.stream()
        .map(open -> open.thread)
        .distinct()
        .flatMap(thread -> of(thread).stream())
        .toList();
  }

  /** Records that the call has returned. */
  public void end() {
    OPEN.remove(this);
    giveSign();
  }

  /** Returns the plugin's kind, class and jar, and the method. */
  @Override
  public String toString() {
    return PluginCall.named(plugin) + ": " + call;
  }
}
