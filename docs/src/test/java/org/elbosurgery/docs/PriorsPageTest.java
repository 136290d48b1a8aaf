package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of the priors")
final class PriorsPageTest {

  private static final Path RESULTS = Page.PROJECT.resolve("docs/results");

  @Test
  @DisplayName("has every table that is printed from the results kept beside it")
  void hasTables() throws Exception {
    assumeTrue(Ended.hasPython("csv"), "this needs python3");
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(Page.PROJECT.resolve("docs/python/compare_priors.py").toString());
    Stream.of("2", "10", "20")
        .map(d -> RESULTS.resolve("kept/priors-mnist-" + d).toString())
        .forEach(command::add);
    Ended printed = Ended.of(command.toArray(String[]::new));
    assertThat(printed.exitCode()).as(printed.output()).isZero();

    List<String> tables =
        Stream.of(printed.output().split("\\R{2,}")).filter(part -> part.startsWith("|")).toList();
    assertThat(tables).hasSizeGreaterThanOrEqualTo(7);
    assertThat(Files.readString(RESULTS.resolve("priors.md"))).contains(tables);
  }
}
