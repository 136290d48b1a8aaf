package org.elbosurgery.framework.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;

/** Calls plugins and attributes a failure to the user or the plugin. */
public final class PluginCall {

  private static final String OTHER_API = "; was it built against another version of elbo-api?";

  private PluginCall() {}

  /**
   * Binds a plugin in a graph.
   *
   * @param plugin the configured plugin, for messages
   * @throws ElboException USER if its options do not fit the model; PLUGIN if it fails in another
   *     way
   */
  public static <T> T bind(Object plugin, Supplier<T> binding) {
    return of(
        plugin,
        "bind",
        () -> {
          try {
            return binding.get();
          } catch (IllegalArgumentException e) {
            throw ElboException.user(
                text(plugin) + " does not fit the model: " + e.getMessage(), e);
          }
        });
  }

  /**
   * Calls a plugin.
   *
   * @param plugin the configured plugin or a prior's distribution, for messages
   * @param call the name of the method, for messages
   * @throws ElboException PLUGIN if it throws anything or returns null; USER if it runs out of
   *     memory; an ElboException that it throws is passed on unless the plugin itself gave it the
   *     category INTERNAL
   * @throws CancellationException if it was interrupted
   */
  public static <T> T of(Object plugin, String call, Supplier<T> work) {
    T result;
    OpenCall open = OpenCall.begin(plugin.getClass(), call);
    try {
      result = work.get();
    } catch (ElboException e) {
      throw isOwnWord(plugin, e)
          ? fault(plugin, call, "failed" + reason(plugin.getClass(), e), e)
          : e;
    } catch (CancellationException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw ElboException.user(named(plugin) + ": " + call + " ran " + MemoryFailure.reason(e), e);
    } catch (Throwable e) { // including Errors and undeclared checked exceptions
      throw e instanceof InterruptedException
          ? cancelled()
          : fault(plugin, call, "failed" + reason(plugin.getClass(), e), e);
    } finally {
      open.end();
    }
    if (result == null) {
      throw fault(plugin, call, "returned null", null);
    }
    return result;
  }

  /**
   * Returns whether the plugin itself threw an exception that declares this program defective,
   * which a plugin cannot know.
   */
  private static boolean isOwnWord(Object plugin, ElboException e) {
    return e.category() == ElboException.Category.INTERNAL
        && Arrays.stream(e.getStackTrace())
            .map(StackTraceElement::getClassName)
            .filter(name -> !name.equals(ElboException.class.getName()))
            .findFirst()
            .map(name -> packageOf(name).equals(plugin.getClass().getPackageName()))
            .orElse(false);
  }

  private static CancellationException cancelled() {
    Thread.currentThread().interrupt();
    return new CancellationException("the call was interrupted");
  }

  /**
   * Returns an exception for a breach of contract by a plugin.
   *
   * @param plugin the configured plugin or a prior's distribution
   * @param call the name of the method
   * @param problem what it did, such as "returned null"
   * @param cause may be null
   */
  public static ElboException fault(Object plugin, String call, String problem, Throwable cause) {
    return ElboException.plugin(named(plugin) + ": " + call + " " + problem, cause);
  }

  /** Returns a plugin's kind, class and jar. */
  public static String named(Object plugin) {
    return named(plugin.getClass());
  }

  /** Returns the kind of a plugin class, the class and its jar. */
  static String named(Class<?> type) {
    String kind =
        Stream.of(Prior.class, Encoder.class, Decoder.class, Estimator.class, Distribution.class)
            .filter(contract -> contract.isAssignableFrom(type))
            .findFirst()
            .map(contract -> contract.getSimpleName().toLowerCase(Locale.ROOT))
            .orElse("plugin");
    return kind + " " + type.getName() + " in " + Origin.of(type);
  }

  /**
   * Returns what stopped a plugin, as the continuation of "failed": the line in its source, what it
   * threw, and, if it does not link, the likely cause.
   */
  public static String reason(Class<?> plugin, Throwable thrown) {
    if (!(thrown instanceof LinkageError e)) {
      return place(plugin, thrown) + ": " + text(thrown);
    }
    Optional<Throwable> initialization = LinkFailure.initialization(e);
    return initialization.isPresent()
        ? place(plugin, initialization.get()) + ": " + LinkFailure.reason(e)
        : place(plugin, e) + ": " + text(e) + OTHER_API;
  }

  private static String place(Class<?> plugin, Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .filter(frame -> packageOf(frame.getClassName()).equals(plugin.getPackageName()))
        .findFirst()
        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("");
  }

  private static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /** Returns the text of a plugin's object, whose toString or getMessage may itself fail. */
  private static String text(Object theirs) {
    try {
      return String.valueOf(theirs);
    } catch (Throwable e) {
      return theirs.getClass().getName();
    }
  }
}
