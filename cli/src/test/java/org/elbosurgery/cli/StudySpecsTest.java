package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.framework.sweep.SweepFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sweeps of the results in docs. Data are replaced by the synthetic ones, since some do not
 * come with the program, and sizes by smaller ones; everything else is as it is in the file.
 */
@DisplayName("A sweep in docs/results/specs")
final class StudySpecsTest {

  private static final Elbo ELBO = Elbo.standard();

  static List<Path> specs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../docs/results/specs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  @DisplayName("has cells, none of which is refused, and its last trains at toy size")
  void isValid(Path spec, @TempDir Path folder) {
    int cells =
        SweepFile.read(spec).options().values().stream()
            .mapToInt(List::size)
            .reduce(1, Math::multiplyExact);
    Path out = folder.resolve("sweep");
    Recorded recorded =
        Recorded.run(
            ELBO,
            "sweep",
            "--spec=" + spec,
            "--data=synthetic",
            "--limit=60",
            "--epochs=1",
            "--warmup=0",
            "--jobs=1",
            "--only=" + cells + "/" + cells,
            "--out=" + out,
            "--json");
    assertThat(recorded.exitCode()).as(recorded.err().toString()).isZero();
    assertThat(recorded.out()).anyMatch(line -> line.contains("\"done\""));
    assertThat(out.resolve("cells")).isDirectoryContaining("glob:**-seed*");
  }
}
