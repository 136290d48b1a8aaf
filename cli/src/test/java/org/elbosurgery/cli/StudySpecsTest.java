package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.framework.sweep.SweepFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sweeps of the results in docs. Data that do not come with the program are replaced by the
 * synthetic ones; everything else is as it is in the file, or in the run smaller.
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
  @DisplayName("has cells, none of which is refused, and its first trains at toy size")
  void isValid(Path spec, @TempDir Path folder) {
    List<String> options = new ArrayList<>(List.of("sweep", "--spec=" + spec));
    if (SweepFile.read(spec).options().containsKey("data")) {
      options.add("--data=synthetic");
    }
    Recorded cells = run(options, "--print-cells");
    assertThat(cells.out()).isNotEmpty();

    Path out = folder.resolve("sweep");
    options.removeIf(option -> option.startsWith("--data="));
    options.addAll(List.of("--data=synthetic", "--limit=60", "--epochs=1", "--warmup=0"));
    options.addAll(List.of("--jobs=1", "--only=1/" + cells.out().size(), "--out=" + out));
    assertThat(run(options, "--json").out()).anyMatch(line -> line.contains("\"done\""));
    assertThat(out.resolve("cells")).isDirectoryContaining("glob:**-seed*");
  }

  private static Recorded run(List<String> options, String last) {
    List<String> words = new ArrayList<>(options);
    words.add(last);
    Recorded recorded = Recorded.run(ELBO, words.toArray(String[]::new));
    assertThat(recorded.exitCode()).as("%s: %s", words, recorded.err()).isZero();
    return recorded;
  }
}
