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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The pages of results")
final class PrintedTablesTest {

  private static final Path RESULTS = Page.PROJECT.resolve("docs/results");

  @ParameterizedTest(name = "{0}, of {2}")
  @CsvSource({
    "priors.md, compare_priors.py, priors-mnist-2 priors-mnist-10 priors-mnist-20"
        + " priors-mnist-others",
    "other-data.md, compare_priors.py, priors-fashion",
    "other-data.md, compare_priors.py, priors-caltech",
    "reproductions.md, compare_published.py, hoffman-johnson hoffman-johnson-0.002"
        + " hoffman-johnson-0.0022 hoffman-johnson-binarization hoffman-johnson-larger-step"
        + " hoffman-johnson-step hoffman-johnson-threshold",
  })
  @DisplayName("have every table that is printed from the results kept beside them")
  void haveTables(String page, String script, String kept) throws Exception {
    Ended printed = printed(script, kept.split(" "));
    assertThat(printed.exitCode()).as(printed.output()).isZero();

    List<String> tables =
        Stream.of(printed.output().split("\\R{2,}")).filter(part -> part.startsWith("|")).toList();
    assertThat(tables).hasSizeGreaterThanOrEqualTo(7);
    assertThat(Files.readString(RESULTS.resolve(page))).contains(tables);
  }

  @Test
  @DisplayName("do not compare runs that differ in more than prior, latent size and seed")
  void refused() throws Exception {
    Ended printed = printed("compare_priors.py", "priors-fashion", "priors-caltech");
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.output())
        .contains(" differ in ", "data, binarize, epochs", "give runs that do not");
    assertThat(printed("compare_priors.py", "priors-fashion", "priors-fashion").output())
        .contains(" are not two seeds of the same prior; give one of them");
    assertThat(printed("compare_published.py", "priors-fashion").output())
        .contains("the published rows are of the standard Gaussian");
  }

  @Test
  @DisplayName("test the gains of ELBO with the probabilities that the report computes")
  void significance() throws Exception {
    List<String> rows =
        Files.readAllLines(RESULTS.resolve("priors/tables/tests.md")).stream()
            .filter(line -> line.contains("| test | ELBO |"))
            .map(line -> line.split(" *\\| *"))
            .map(cells -> "| %s | %s | %s, ".formatted(cells[2], cells[1], cells[7]))
            .toList();

    assertThat(rows).hasSize(6);
    assertThat(Files.readString(RESULTS.resolve("priors.md"))).contains(rows);
  }

  private static Ended printed(String script, String... kept) throws Exception {
    assumeTrue(Ended.hasPython("csv"), "this needs python3");
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(Page.PROJECT.resolve("docs/python").resolve(script).toString());
    Stream.of(kept)
        .map(sweep -> RESULTS.resolve("kept").resolve(sweep).toString())
        .forEach(command::add);
    return Ended.of(command.toArray(String[]::new));
  }
}
