package org.elbosurgery.cli;

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
   * @param terminal where to print
   * @throws org.elbosurgery.api.ElboException if that cannot be done
   */
  void run(Arguments arguments, Terminal terminal);
}
