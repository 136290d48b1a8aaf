package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program refusing to work, as users get it: exit code 2, and a line for each problem. */
final class Refusal {

  private Refusal() {}

  /**
   * Runs the program and requires that it refuses to, leaving a folder as it was.
   *
   * @return the problems, without the name of the program
   */
  static List<String> of(Path folder, String... args) throws IOException {
    Map<String, String> before = RunFolders.listing(folder);
    Recorded recorded = Recorded.run(Elbo.standard(), args);
    assertThat(recorded.exitCode()).as("exit code of %s", List.of(args)).isEqualTo(2);
    assertThat(recorded.out()).isEmpty();
    assertThat(recorded.err()).isNotEmpty().allMatch(line -> line.startsWith("elbo: "));
    assertThat(RunFolders.listing(folder)).isEqualTo(before);
    return recorded.err().stream().map(line -> line.substring("elbo: ".length())).toList();
  }
}
