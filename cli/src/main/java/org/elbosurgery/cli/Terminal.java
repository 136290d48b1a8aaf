package org.elbosurgery.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.output.CloseShieldOutputStream;

/**
 * Where a command prints.
 *
 * @param out for what was asked for
 * @param err for progress and problems
 * @param width columns to wrap text at
 * @param showsProgress whether somebody watches {@code err}, so that progress belongs there
 */
public record Terminal(PrintStream out, PrintStream err, int width, boolean showsProgress) {

  private static final int USUAL_WIDTH = 100;
  private static final int MIN_WIDTH = 40;

  /**
   * Takes the terminal of this process, in UTF-8 whatever the locale, as wide as the environment's
   * COLUMNS says. From now on nobody else has standard output, where results belong: what plugins
   * and libraries print to System.out goes to standard error, and nobody closes that. Java cannot
   * tell whether standard error is a terminal; the launcher says so by the property {@code
   * elbo.progress}.
   */
  public static Terminal system() {
    PrintStream err = System.err;
    System.setOut(onto(err));
    System.setErr(onto(err));
    return new Terminal(
        StandardOutput.to(new FileOutputStream(FileDescriptor.out)),
        onto(err),
        width(System.getenv("COLUMNS")),
        Boolean.getBoolean("elbo.progress"));
  }

  private static PrintStream onto(PrintStream shared) {
    return new PrintStream(CloseShieldOutputStream.wrap(shared), true, StandardCharsets.UTF_8);
  }

  /** Returns the width that a value of COLUMNS asks for; the usual one where it is none. */
  static int width(String columns) {
    return columns != null && columns.matches("[0-9]{1,4}")
        ? Math.max(MIN_WIDTH, Integer.parseInt(columns))
        : USUAL_WIDTH;
  }
}
