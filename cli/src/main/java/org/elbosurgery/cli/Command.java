package org.elbosurgery.cli;

import org.elbosurgery.framework.catalog.PluginSource;

/** A subcommand of {@code elbo}. */
public interface Command {

  /** Returns the name that selects it. */
  String name();

  /** Returns one line that says what it does. */
  String summary();

  /** Returns the arguments it takes, in words such as {@code [KIND [NAME]]}; may be empty. */
  String operands();

  /** Returns its options. */
  CommandOptions options();

  /**
   * Does its work.
   *
   * @param arguments what the user gave
   * @param source where plugins are looked for
   * @param terminal where to print
   * @throws org.elbosurgery.api.ElboException if that cannot be done
   */
  void run(Arguments arguments, PluginSource source, Terminal terminal);
}
