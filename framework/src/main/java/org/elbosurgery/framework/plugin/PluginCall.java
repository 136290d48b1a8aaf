package org.elbosurgery.framework.plugin;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;

/** Calls plugins, and says whose fault it is when a call fails. */
public final class PluginCall {

  private PluginCall() {}

  /**
   * Binds a plugin in a graph.
   *
   * @param plugin as configured, to name it
   * @throws ElboException USER if its options do not fit the model; PLUGIN if it fails otherwise
   */
  public static <T> T bind(Object plugin, Supplier<T> binding) {
    return of(
        plugin,
        "bind",
        () -> {
          try {
            return binding.get();
          } catch (IllegalArgumentException e) {
            throw ElboException.user(plugin + " does not fit the model: " + e.getMessage(), e);
          }
        });
  }

  /**
   * Calls a plugin.
   *
   * @param plugin as configured, or the density of a prior, to name it
   * @param call the method, to name it
   * @throws ElboException PLUGIN if it fails, does not link, or returns null; an ElboException that
   *     it throws is passed on
   */
  public static <T> T of(Object plugin, String call, Supplier<T> work) {
    T result;
    try {
      result = work.get();
    } catch (ElboException | CancellationException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw fault(plugin, call, "failed" + reason(plugin.getClass(), e), e);
    }
    if (result == null) {
      throw fault(plugin, call, "returned null", null);
    }
    return result;
  }

  /**
   * Returns a plugin's breach of its contract.
   *
   * @param plugin as configured, or the density of a prior
   * @param call the method
   * @param problem what it did, such as "returned null"
   * @param cause may be null
   */
  public static ElboException fault(Object plugin, String call, String problem, Throwable cause) {
    return ElboException.plugin(named(plugin) + ": " + call + " " + problem, cause);
  }

  /** Returns what a plugin is, its class, and the jar that it is from. */
  public static String named(Object plugin) {
    String kind =
        Stream.of(Prior.class, Encoder.class, Decoder.class, Estimator.class, Density.class)
            .filter(contract -> contract.isInstance(plugin))
            .findFirst()
            .map(contract -> contract.getSimpleName().toLowerCase(Locale.ROOT))
            .orElse("plugin");
    Class<?> type = plugin.getClass();
    return kind + " " + type.getName() + " in " + Origin.of(type);
  }

  /**
   * Returns what stopped a plugin, to go on after "failed": the line of its source, the exception,
   * and for one that does not link the likely cause.
   */
  public static String reason(Class<?> plugin, Throwable e) {
    String place =
        Arrays.stream(e.getStackTrace())
            .filter(frame -> packageOf(frame.getClassName()).equals(plugin.getPackageName()))
            .findFirst()
            .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
            .orElse("");
    String advice =
        e instanceof LinkageError ? "; was it built against another version of elbo-api?" : "";
    return place + ": " + e + advice;
  }

  private static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }
}
