package org.elbosurgery.cli;

import org.elbosurgery.framework.catalog.PluginSource;

/** A subcommand of {@code elbo}. */
public interface Command {

  /** Returns the name of the command. */
  String name();

  /** Returns one sentence that says what the command does. */
  String summary();

  /** Returns its arguments as shown in the help, such as {@code [KIND [NAME]]}; may be empty. */
  String operands();

  /** Returns its options. */
  CommandOptions options();

  /**
   * Runs the command.
   *
   * @param arguments the arguments
   * @param source the source of plugins
   * @param terminal where to print
   * @throws org.elbosurgery.api.ElboException of any category, if the command fails
   */
  void run(Arguments arguments, PluginSource source, Terminal terminal);
}
