package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.elbosurgery.framework.file.CheckedFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo likelihood")
final class LikelihoodTest {

  private static final Elbo ELBO = Elbo.standard();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private static Path folder;

  private static Path gaussian;
  private static Path mixture;

  @BeforeAll
  static void train() {
    Path runs = folder.resolve("runs");
    Recorded recorded =
        Recorded.run(
            ELBO,
            RunFolders.smallComparison(
                "--prior=gaussian", "--prior=mixture:components=5", "--out=" + runs));
    assertThat(recorded.exitCode()).isZero();
    gaussian = runs.resolve("1-gaussian");
    mixture = runs.resolve("2-mixture");
  }

  private static Recorded likelihood(String... given) {
    String[] args = new String[given.length + 3];
    args[0] = "likelihood";
    args[1] = gaussian.toString();
    args[2] = mixture.toString();
    System.arraycopy(given, 0, args, 3, given.length);
    Recorded recorded = Recorded.run(ELBO, args);
    assertThat(recorded.exitCode()).isZero();
    return recorded;
  }

  @Test
  @DisplayName("prints a column for each run, a row for each number of samples, and a difference")
  void table() {
    Recorded recorded = likelihood("--samples=100", "--rows=200", "--threads=2");
    assertThat(recorded.err()).isEmpty();
    List<String> table =
        recorded.out().stream().filter(line -> !line.startsWith("warning: ")).toList();
    assertThat(table).allMatch(line -> line.length() <= 100);
    assertThat(table.get(0))
        .isEqualTo("importance-weighted bound on log p(x), 200 test rows, nats per data point");
    assertThat(table.stream().map(line -> line.replaceFirst("^( *[^ ]+( [^ ]+)*).*", "$1")))
        .containsSubsequence(
            "samples, +- one standard error of sampling: other samples for these same rows",
            "  1, the ELBO",
            "  2",
            "  5",
            "  10",
            "  20",
            "  50",
            "  100",
            "samples, +- one standard error of the choice of rows, and of sampling: other rows",
            "  100",
            "  paired difference",
            "effective sample size",
            "  mean",
            "  median",
            "  least",
            "Pareto k of the weights",
            "  median",
            "  greatest",
            "  rows with k > 0.7")
        .contains("1-gaussian is " + gaussian, "2-mixture is " + mixture);
    assertThat(table)
        .filteredOn(line -> line.matches(" +\\d+ .*"))
        .hasSize(7)
        .allMatch(line -> line.split(" \\+- ", -1).length == 3);
    assertThat(table)
        .filteredOn(line -> line.startsWith("  paired difference"))
        .singleElement()
        .asString()
        .matches(" +paired difference +from 1-gaussian +[+-]\\d.* \\+- \\d.*");
  }

  @Test
  @DisplayName("takes the runs of a folder, and names those that are not finished; exit code 2")
  void folders() throws IOException {
    Path all = folder.resolve("all");
    FileUtils.copyDirectory(folder.resolve("runs").toFile(), all.toFile());
    Path unfinished = Files.createDirectories(all.resolve("3-unfinished"));
    Files.copy(gaussian.resolve("spec.json"), unfinished.resolve("spec.json"));
    CheckedFolder.of(unfinished).accept();
    Recorded recorded =
        Recorded.run(ELBO, "likelihood", all.toString(), "--samples=5", "--rows=5", "--json");
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err())
        .contains(
            "elbo: the run in "
                + unfinished
                + " is not finished; finish it with elbo run --resume "
                + unfinished);
    JsonNode json = MAPPER.readTree(String.join("\n", recorded.out()));
    assertThat(json.get("results")).hasSize(2);
    assertThat(json.get("differences")).hasSize(1);
  }

  @Test
  @DisplayName("warns of each run where few samples count")
  void warns() throws IOException {
    Recorded recorded = likelihood("--samples=5", "--rows=50");
    assertThat(recorded.err()).as("people see them below the table").isEmpty();
    List<String> warnings =
        recorded.out().stream().filter(line -> line.startsWith("warning: ")).toList();
    for (Path run : List.of(gaussian, mixture)) {
      JsonNode kept = MAPPER.readTree(run.resolve("likelihood-test-5.json").toFile());
      String warning = kept.get("warnings").get(0).asText();
      assertThat(warnings).contains("warning: " + run + ": " + warning);
      assertThat(warning)
          .matches(
              "at 50 of 50 rows fewer than 10 samples count \\(all rows: [1-5]\\.\\d on average\\);"
                  + " the bound holds there too, but may lie far below log p\\(x\\), and its errors"
                  + " may be too small: take more --samples");
    }
    assertThat(warnings).hasSize(2);
  }

  @Test
  @DisplayName(
      "--until-ess draws more samples where they are needed, and counts the rows where not enough")
  void untilEss() throws IOException {
    Recorded recorded =
        Recorded.run(
            ELBO,
            "likelihood",
            gaussian.toString(),
            "--samples=2000",
            "--until-ess=1900",
            "--rows=10",
            "--threads=1");
    assertThat(recorded.exitCode()).isZero();
    JsonNode kept = MAPPER.readTree(gaussian.resolve("likelihood-test-2000-ess1900.json").toFile());
    JsonNode until = kept.get("untilEss");
    assertThat(until.get("effectiveSampleSize").asInt()).isEqualTo(1900);
    assertThat(until.get("meanSamples").asDouble()).isEqualTo(2000);
    assertThat(until.get("notReached").asInt()).isEqualTo(10);
    assertThat(kept.get("origin").get("untilEss").asInt()).isEqualTo(1900);
    assertThat(recorded.out())
        .contains("samples of a row, drawn until 1900 count")
        .contains(
            "warning: "
                + gaussian
                + ": at 10 of 10 rows 2000 samples have not reached an effective sample size of"
                + " 1900 with a Pareto k of at most 0.7: take more --samples");
  }

  @Test
  @DisplayName("with a prior that nothing has fitted names the command that fits it; exit code 2")
  void fittedPrior() {
    Recorded recorded =
        Recorded.run(ELBO, "likelihood", gaussian.toString(), "--prior=trained;fitted:mixture");
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err())
        .containsExactly(
            ("elbo: no prior was fitted to the codes of %1$s, not mixture;"
                    + " call elbo gap %1$s --prior mixture first")
                .formatted(gaussian));
  }

  @Test
  @DisplayName("--json prints what is kept in the folders, and the differences")
  void printsJson() throws IOException {
    Recorded recorded = likelihood("--samples=100", "--split=train", "--rows=30", "--json");
    JsonNode json = MAPPER.readTree(String.join("\n", recorded.out()));
    assertThat(json.fieldNames()).toIterable().containsExactly("results", "differences");
    assertThat(json.get("results")).hasSize(2);
    JsonNode second = json.get("results").get(1);
    assertThat(second.get("run").asText()).isEqualTo(mixture.toString());
    JsonNode kept = MAPPER.readTree(mixture.resolve("likelihood-train-100.json").toFile());
    assertThat(kept.fieldNames())
        .toIterable()
        .containsExactly(
            "prior",
            "split",
            "n",
            "bound",
            "curve",
            "effectiveSampleSize",
            "paretoK",
            "density",
            "warnings",
            "rowsSha256",
            "origin",
            "versions");
    kept.fieldNames()
        .forEachRemaining(name -> assertThat(second.get(name)).isEqualTo(kept.get(name)));
    assertThat(kept.get("bound")).isEqualTo(kept.get("curve").get(6));
    assertThat(kept.get("n").asInt()).isEqualTo(30);
    JsonNode difference = json.get("differences").get(0);
    assertThat(difference.get("from").asText()).isEqualTo(gaussian.toString());
    assertThat(difference.get("populationError").asDouble()).isPositive();
  }
}
