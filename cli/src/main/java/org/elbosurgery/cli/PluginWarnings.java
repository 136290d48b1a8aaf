package org.elbosurgery.cli;

import org.elbosurgery.framework.catalog.Catalogs;

/** Tells of plugins that were found but cannot be used, where nobody asked for them. */
final class PluginWarnings {

  private PluginWarnings() {}

  /** Prints a line for each. */
  static void print(Catalogs catalogs, Terminal terminal) {
    catalogs.problems().forEach(problem -> terminal.err().println("elbo: warning: " + problem));
  }
}
