package org.elbosurgery.framework.contract;

import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.call.PluginCall;

/** Turns an exception that ends a check into a sentence about the plugin. */
final class Fault {

  private Fault() {}

  /**
   * Returns a breach for an exception thrown while a plugin was checked.
   *
   * @param plugin the plugin's class
   * @param where the configuration
   * @throws CancellationException if that was thrown
   */
  static Breach breach(Class<?> plugin, String where, Throwable thrown) {
    if (thrown instanceof CancellationException cancelled) {
      throw cancelled;
    }
    return new Breach("with " + where + ": " + message(plugin, thrown));
  }

  /** Returns a sentence for an exception thrown while a plugin was checked. */
  static String message(Class<?> plugin, Throwable thrown) {
    return thrown instanceof Breach || thrown instanceof ElboException
        ? thrown.getMessage()
        : "the plugin, or what it put into the graph, failed" + PluginCall.reason(plugin, thrown);
  }
}
