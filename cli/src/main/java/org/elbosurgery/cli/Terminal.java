package org.elbosurgery.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.output.CloseShieldOutputStream;

/**
 * Where a command prints.
 *
 * @param out for results
 * @param err for progress and problems
 * @param width the column at which text is wrapped
 * @param tableWidth the longest line of a table; longer ones are folded if {@code out} is
 *     interactive
 * @param showsProgress whether {@code err} is interactive, so that progress is shown there
 */
public record Terminal(
    PrintStream out, PrintStream err, int width, int tableWidth, boolean showsProgress) {

  /** The width of tables for what reads lines and not a terminal. */
  static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final int USUAL_WIDTH = 100;
  private static final int MIN_WIDTH = 40;

  /**
   * Takes the terminal of this process, in UTF-8 whatever the locale, as wide as the environment
   * variable COLUMNS says. From now on standard output is reserved for results: output of plugins
   * and libraries to System.out goes to standard error, which they cannot close. Java cannot tell
   * whether standard output or standard error is a terminal; the launcher says so by the properties
   * {@code elbo.terminal} and {@code elbo.progress}.
   */
  public static Terminal system() {
    PrintStream err = System.err;
    System.setOut(onto(err));
    System.setErr(onto(err));
    int width = width(System.getenv("COLUMNS"));
    return new Terminal(
        StandardOutput.to(new FileOutputStream(FileDescriptor.out)),
        onto(err),
        width,
        Boolean.getBoolean("elbo.terminal") ? width : UNBOUNDED,
        Boolean.getBoolean("elbo.progress"));
  }

  private static PrintStream onto(PrintStream shared) {
    return new PrintStream(CloseShieldOutputStream.wrap(shared), true, StandardCharsets.UTF_8);
  }

  /** Returns the width given by COLUMNS, or the default width if the value is invalid. */
  static int width(String columns) {
    return columns != null && columns.matches("[0-9]{1,4}")
        ? Math.max(MIN_WIDTH, Integer.parseInt(columns))
        : USUAL_WIDTH;
  }
}
