package org.elbosurgery.cli;

import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.RunFolder;

/** Tells of plugins that cannot be used but nobody asked for, and of other builds of those used. */
final class PluginWarnings {

  private PluginWarnings() {}

  /** Prints a line for each. */
  static void print(Catalogs catalogs, Terminal terminal) {
    catalogs.problems().forEach(problem -> warn(problem, terminal));
  }

  /**
   * Prints a line for each plugin that is another build than a run was begun with: what it computes
   * now need not be what the run computed.
   */
  static void print(RunFolder run, Experiment experiment, Terminal terminal) {
    run.pluginDifferences(experiment)
        .forEach(difference -> warn(run.path() + ": " + difference, terminal));
  }

  private static void warn(String warning, Terminal terminal) {
    terminal.err().println("elbo: warning: " + warning);
  }
}
