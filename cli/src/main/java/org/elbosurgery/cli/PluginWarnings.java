package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.file.Places;

/**
 * Warns about plugins that cannot be used but were not requested, and about plugins whose builds
 * have changed.
 */
final class PluginWarnings {

  private PluginWarnings() {}

  /** Prints a line for each plugin that cannot be used. */
  static void print(Catalogs catalogs, Terminal terminal) {
    print(catalogs.problems(), terminal);
  }

  /** Prints a line for each problem. */
  static void print(List<String> problems, Terminal terminal) {
    problems.forEach(problem -> warn(problem, terminal));
  }

  /**
   * Prints a line for each thing to know of a run: a plugin whose build differs from the run's, so
   * that it may compute other numbers; or one that cannot be exported.
   *
   * @param run the run's folder
   * @param warnings one sentence each
   */
  static void print(Path run, List<String> warnings, Terminal terminal) {
    warnings.forEach(warning -> warn(run + ": " + warning, terminal));
  }

  /** Prints a line for each thing to know, with the runs of which it is true. */
  static void print(Map<Path, List<String>> warnings, Terminal terminal) {
    Map<String, List<Path>> runs = new LinkedHashMap<>();
    warnings.forEach(
        (run, own) ->
            own.forEach(warning -> runs.computeIfAbsent(warning, w -> new ArrayList<>()).add(run)));
    runs.forEach((warning, of) -> warn(Places.some(of) + ": " + warning, terminal));
  }

  private static void warn(String warning, Terminal terminal) {
    terminal.err().println("elbo: warning: " + warning);
  }
}
