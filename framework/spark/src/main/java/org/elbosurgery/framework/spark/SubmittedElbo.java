package org.elbosurgery.framework.spark;

import java.util.Arrays;
import java.util.stream.Stream;
import org.elbosurgery.cli.Elbo;

/**
 * What spark-submit starts: the {@code elbo} command, with {@code --spark} of the master that
 * spark-submit was given.
 */
public final class SubmittedElbo {

  private SubmittedElbo() {}

  /**
   * Runs the command and ends the process.
   *
   * @param args as those of elbo
   */
  public static void main(String[] args) {
    String master = System.getProperty("spark.master", "local[*]");
    boolean named = Arrays.stream(args).anyMatch(arg -> arg.matches("--spark(=.*)?"));
    Elbo.main(
        Stream.concat(Arrays.stream(args), named ? Stream.empty() : Stream.of("--spark=" + master))
            .toArray(String[]::new));
  }
}
