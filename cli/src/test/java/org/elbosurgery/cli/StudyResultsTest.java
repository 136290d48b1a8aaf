package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The results of the runs of which docs/results speaks. */
@DisplayName("What is kept in docs/results/kept")
final class StudyResultsTest {

  private static final Elbo ELBO = Elbo.standard();

  static List<Path> kept() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("../docs/results/kept"))) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("kept")
  @DisplayName("is as it was written, and a report leaves none of it out")
  void isReadable(Path folder) {
    Recorded verified = Recorded.run(ELBO, "verify", folder.toString());
    assertThat(verified.exitCode()).as(verified.err().toString()).isZero();
    Recorded reported = Recorded.run(ELBO, "report", folder.toString());
    assertThat(reported.exitCode()).as(reported.err().toString()).isZero();
    assertThat(reported.err()).isEmpty();
    assertThat(reported.out().get(0)).startsWith("The terms of the ELBO");
  }
}
