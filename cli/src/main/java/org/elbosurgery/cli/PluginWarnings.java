package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.framework.catalog.Catalogs;

/** Tells of plugins that cannot be used but nobody asked for, and of other builds of those used. */
final class PluginWarnings {

  private PluginWarnings() {}

  /** Prints a line for each. */
  static void print(Catalogs catalogs, Terminal terminal) {
    print(catalogs.problems(), terminal);
  }

  /** Prints a line for each problem. */
  static void print(List<String> problems, Terminal terminal) {
    problems.forEach(problem -> warn(problem, terminal));
  }

  /**
   * Prints a line for each plugin that is another build than a run's: what it computes now need not
   * be what the run computed.
   *
   * @param run where it is
   * @param differences one sentence each
   */
  static void print(Path run, List<String> differences, Terminal terminal) {
    differences.forEach(difference -> warn(run + ": " + difference, terminal));
  }

  private static void warn(String warning, Terminal terminal) {
    terminal.err().println("elbo: warning: " + warning);
  }
}
