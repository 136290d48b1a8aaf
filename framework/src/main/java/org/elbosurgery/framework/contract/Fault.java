package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;

/** Turns whatever ends a check into a sentence about the plugin. */
final class Fault {

  /** Code that plugins call: what it throws, it throws because of what a plugin did. */
  private static final List<String> HOSTS =
      List.of(
          "java.",
          "jdk.",
          "org.nd4j.",
          "org.bytedeco.",
          "org.elbosurgery.api.",
          "org.elbosurgery.framework.");

  private Fault() {}

  /**
   * Returns what was thrown while a plugin was checked as a breach.
   *
   * @param where the configuration; empty where that is no matter
   * @throws CancellationException if that is what was thrown
   */
  static Breach breach(String where, Throwable thrown) {
    if (thrown instanceof CancellationException cancelled) {
      throw cancelled;
    }
    return new Breach((where.isEmpty() ? "" : "with " + where + ": ") + message(thrown));
  }

  static String message(Throwable thrown) {
    if (thrown instanceof Breach || thrown instanceof ElboException) {
      return thrown.getMessage();
    }
    return "the plugin, or what it put into the graph, threw " + thrown + place(thrown);
  }

  /** Returns where in the plugin's own code it was thrown, if that is where it was. */
  private static String place(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .takeWhile(frame -> !frame.getClassName().startsWith(Fault.class.getPackageName()))
        .filter(frame -> HOSTS.stream().noneMatch(host -> frame.getClassName().startsWith(host)))
        .findFirst()
        .map(frame -> " at " + frame)
        .orElse("");
  }
}
