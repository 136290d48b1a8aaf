package org.elbosurgery.framework.graph;

import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.Origin;

/** Calls plugins, and says whose fault it is when a call fails. */
public final class PluginCall {

  private PluginCall() {}

  /**
   * Binds a plugin in a graph.
   *
   * @throws ElboException USER if its options do not fit the model; PLUGIN if it fails otherwise
   */
  public static <T> T bind(Object plugin, Supplier<T> binding) {
    try {
      return notNull(plugin, "bind", binding.get());
    } catch (IllegalArgumentException e) {
      throw ElboException.user(plugin + " does not fit the model: " + e.getMessage(), e);
    } catch (ElboException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failed(plugin, "bind", e);
    }
  }

  /**
   * Calls a bound plugin.
   *
   * @param plugin as configured, to name it
   * @param call the method, to name it
   * @throws ElboException PLUGIN if it fails or returns null
   */
  public static <T> T of(Object plugin, String call, Supplier<T> work) {
    try {
      return notNull(plugin, call, work.get());
    } catch (ElboException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failed(plugin, call, e);
    }
  }

  private static <T> T notNull(Object plugin, String call, T result) {
    if (result == null) {
      throw ElboException.plugin(named(plugin, call) + " returned null", null);
    }
    return result;
  }

  private static ElboException failed(Object plugin, String call, RuntimeException cause) {
    return ElboException.plugin(named(plugin, call) + " failed: " + cause, cause);
  }

  private static String named(Object plugin, String call) {
    return plugin.getClass().getName()
        + " in "
        + Origin.of(plugin.getClass())
        + ", as "
        + plugin
        + ": "
        + call;
  }
}
