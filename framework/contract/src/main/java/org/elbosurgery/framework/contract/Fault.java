package org.elbosurgery.framework.contract;

import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.call.PluginCall;

/** Turns whatever ends a check into a sentence about the plugin. */
final class Fault {

  private Fault() {}

  /**
   * Returns what was thrown while a plugin was checked as a breach.
   *
   * @param plugin its class
   * @param where the configuration
   * @throws CancellationException if that is what was thrown
   */
  static Breach breach(Class<?> plugin, String where, Throwable thrown) {
    if (thrown instanceof CancellationException cancelled) {
      throw cancelled;
    }
    return new Breach("with " + where + ": " + message(plugin, thrown));
  }

  /** Returns what was thrown while a plugin was checked as a sentence. */
  static String message(Class<?> plugin, Throwable thrown) {
    return thrown instanceof Breach || thrown instanceof ElboException
        ? thrown.getMessage()
        : "the plugin, or what it put into the graph, failed" + PluginCall.reason(plugin, thrown);
  }
}
