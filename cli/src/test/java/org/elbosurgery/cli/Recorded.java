package org.elbosurgery.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What one call of the program printed, and its exit code.
 *
 * @param out lines on standard output
 * @param err lines on standard error
 */
record Recorded(int exitCode, List<String> out, List<String> err) {

  static Recorded run(Elbo elbo, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        elbo.run(
            List.of(args),
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                80,
                Terminal.UNBOUNDED,
                false));
    return new Recorded(exitCode, lines(out), lines(err));
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
