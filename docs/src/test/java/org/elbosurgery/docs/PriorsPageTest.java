package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The pages of the priors")
final class PriorsPageTest {

  private static final Path RESULTS = Page.PROJECT.resolve("docs/results");

  @ParameterizedTest(name = "{0}, of {1}")
  @CsvSource({
    "priors.md, priors-mnist-2 priors-mnist-10 priors-mnist-20",
    "other-data.md, priors-fashion",
    "other-data.md, priors-caltech",
  })
  @DisplayName("have every table that is printed from the results kept beside them")
  void hasTables(String page, String kept) throws Exception {
    assumeTrue(Ended.hasPython("csv"), "this needs python3");
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(Page.PROJECT.resolve("docs/python/compare_priors.py").toString());
    Stream.of(kept.split(" "))
        .map(sweep -> RESULTS.resolve("kept").resolve(sweep).toString())
        .forEach(command::add);
    Ended printed = Ended.of(command.toArray(String[]::new));
    assertThat(printed.exitCode()).as(printed.output()).isZero();

    List<String> tables =
        Stream.of(printed.output().split("\\R{2,}")).filter(part -> part.startsWith("|")).toList();
    assertThat(tables).hasSizeGreaterThanOrEqualTo(7);
    assertThat(Files.readString(RESULTS.resolve(page))).contains(tables);
  }
}
