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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The pages of results")
final class PrintedTablesTest {

  private static final Path RESULTS = Page.PROJECT.resolve("docs/results");

  private static final List<List<String>> PRIORS =
      List.of(
          List.of(
              "priors-mnist-2",
              "priors-mnist-10",
              "priors-mnist-20",
              "priors-mnist-40",
              "priors-mnist-others",
              "priors-mnist-others-40"));

  private static final List<List<String>> OTHER_DATA =
      List.of(List.of("priors-fashion"), List.of("priors-caltech"));

  private static final List<List<String>> PUBLISHED =
      List.of(
          List.of(
              "hoffman-johnson",
              "hoffman-johnson-0.002",
              "hoffman-johnson-0.0022",
              "hoffman-johnson-binarization",
              "hoffman-johnson-larger-step",
              "hoffman-johnson-step",
              "hoffman-johnson-threshold"));

  static Stream<Arguments> pages() {
    return Stream.of(
        Arguments.of("priors.md", "compare_priors.py", PRIORS),
        Arguments.of("other-data.md", "compare_priors.py", OTHER_DATA),
        Arguments.of("reproductions.md", "compare_published.py", PUBLISHED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  @DisplayName("have the tables that are printed from the results kept beside them, and no others")
  void haveTables(String page, String script, List<List<String>> kept) throws Exception {
    List<String> printed = new ArrayList<>();
    for (List<String> sweeps : kept) {
      Ended ended = printed(script, sweeps.toArray(String[]::new));
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      printed.addAll(tables(ended.output()));
    }

    assertThat(tables(Files.readString(RESULTS.resolve(page))))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(printed);
  }

  /** Returns the tables whose first column is d, as those are that the scripts print. */
  private static List<String> tables(String text) {
    return Stream.of(text.split("\\R{2,}")).filter(part -> part.startsWith("| d |")).toList();
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
    assertThat(printed("compare_published.py", "pythae").output())
        .contains("no cells/*/result.json; give the folder of a sweep");
  }

  @Test
  @DisplayName("test the gains of ELBO with the probabilities that the report computes")
  void significance() throws Exception {
    List<String> rows =
        Files.readAllLines(RESULTS.resolve("priors/tables/tests.md")).stream()
            .filter(line -> line.contains("| test | ELBO | t, 2 df |"))
            .map(line -> line.split(" *\\| *"))
            .map(cells -> "| %s | %s | %s, ".formatted(cells[2], cells[1], cells[7]))
            .toList();

    assertThat(rows).hasSize(8);
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
