package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo compare")
final class CompareTest {

  private static final Elbo ELBO = Elbo.standard();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;
  private Path comparison;

  @BeforeEach
  void nameComparison() {
    comparison = folder.resolve("comparison");
  }

  private Recorded compare(String... given) {
    List<String> arguments = new ArrayList<>(List.of(given));
    arguments.add("--out=" + comparison);
    return succeeded(RunFolders.smallComparison(arguments.toArray(String[]::new)));
  }

  private static Recorded succeeded(String... args) {
    Recorded recorded = Recorded.run(ELBO, args);
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.exitCode()).isZero();
    return recorded;
  }

  private static JsonNode json(Recorded recorded) throws IOException {
    return MAPPER.readTree(String.join("\n", recorded.out()));
  }

  @Test
  @DisplayName("prints a table of three priors with their differences, no wider than 120 columns")
  void table() {
    List<String> table =
        compare(
                "--prior=gaussian",
                "--prior=mixture:components=5",
                "--prior=vamp:pseudo-inputs=7,init=data")
            .out();
    assertThat(table).allMatch(line -> line.length() <= 120);
    assertThat(table.get(0))
        .isEqualTo("d = 2, 3 epochs, seed 7; nats per data point, +- one standard error");
    assertThat(table)
        .contains(
            "2-mixture is mixture:components=5",
            "3-vamp is vamp:pseudo-inputs=7,init=data",
            "difference from 1-gaussian, paired by data point (+- counts the choice of the data"
                + " too)")
        .noneMatch(line -> line.startsWith("1-gaussian is"))
        .endsWith("saved in " + comparison);
    List<String> names =
        table.stream()
            .filter(line -> line.matches("  [1-3]-.*|train.*|test.*"))
            .map(line -> line.strip().replaceFirst("[, ].*", ""))
            .toList();
    assertThat(names)
        .containsExactly(
            "train",
            "1-gaussian",
            "2-mixture",
            "3-vamp",
            "test",
            "1-gaussian",
            "2-mixture",
            "3-vamp",
            "train",
            "2-mixture",
            "3-vamp",
            "test",
            "2-mixture",
            "3-vamp",
            "1-gaussian",
            "2-mixture",
            "3-vamp",
            "train",
            "1-gaussian",
            "2-mixture",
            "3-vamp",
            "test",
            "1-gaussian",
            "2-mixture",
            "3-vamp");
    int densities = table.indexOf("log normaliser, 0 for a density");
    assertThat(table.subList(densities + 1, densities + 4))
        .allMatch(line -> line.matches("  [1-3]-\\w+ +-?0\\.00\\d+ \\(exact\\)"));
    assertThat(table.subList(0, densities))
        .filteredOn(line -> line.matches("  [23]-.*"))
        .allMatch(line -> line.split(" \\+- ", -1).length == 6);
    assertThat(table.subList(densities + 5, table.size()))
        .filteredOn(line -> line.matches("  [23]-.*"))
        .hasSize(4)
        .allMatch(line -> line.matches("  [23]-\\w+ +-?[0-9.]+ \\+- [0-9.]+ %"));
    assertThat(table)
        .anyMatch(line -> line.startsWith("2-mixture closes "))
        .anyMatch(line -> line.startsWith("3-vamp closes "));
  }

  @Test
  @DisplayName("--json prints the results and the differences as one object")
  void printsJson() throws IOException {
    JsonNode json = json(compare("--prior=gaussian", "--prior=gaussian:mean=learned", "--json"));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("results", "differences", "joint", "verdict", "folder");
    assertThat(json.get("results")).hasSize(2);
    JsonNode first = json.get("results").get(0);
    JsonNode second = json.get("results").get(1);
    assertThat(first.get("prior").asText()).isEqualTo("gaussian:mean=zero,covariance=identity");
    JsonNode saved = MAPPER.readTree(comparison.resolve("2-gaussian/result.json").toFile());
    ((ObjectNode) saved).remove("files");
    saved
        .fieldNames()
        .forEachRemaining(name -> assertThat(second.get(name)).isEqualTo(saved.get(name)));
    assertThat(json.get("differences")).hasSize(1);
    JsonNode difference = json.get("differences").get(0);
    assertThat(difference.get("prior")).isEqualTo(second.get("prior"));
    assertThat(difference.get("from")).isEqualTo(first.get("prior"));
    for (String term :
        List.of("reconstruction", "mutualInformation", "marginalKl", "averageKl", "elbo")) {
      assertThat(difference.get("train").get(term).get("mean").asDouble())
          .isEqualTo(
              second.get(term).get("mean").asDouble() - first.get(term).get("mean").asDouble());
      assertThat(difference.get("test").get(term).get("standardError").asDouble()).isPositive();
    }
  }

  @Test
  @DisplayName(
      "without --prior takes every one, gaussian first, and trains for fewer epochs than run")
  void defaults() throws IOException {
    String[] arguments = RunFolders.smallComparison("--limit=100", "--json", "--out=" + comparison);
    List<String> withoutEpochs = new ArrayList<>(List.of(arguments));
    withoutEpochs.removeIf(argument -> argument.startsWith("--epochs"));
    JsonNode json = json(succeeded(withoutEpochs.toArray(String[]::new)));
    List<String> priors = new ArrayList<>();
    for (JsonNode result : json.get("results")) {
      priors.add(result.get("prior").asText().replaceFirst(":.*", ""));
      assertThat(result.get("provenance").get("epochs").asInt()).isEqualTo(4);
    }
    assertThat(priors).containsExactly("gaussian", "mixture", "vamp");
    assertThat(comparison.resolve("3-vamp/result.json")).exists();
  }

  @Test
  @DisplayName("of a single prior prints no differences")
  void single() throws IOException {
    assertThat(compare("--prior=gaussian").out())
        .noneMatch(line -> line.contains("difference"))
        .hasSize(12);
    assertThat(json(succeeded("compare", "--resume=" + comparison, "--json")).get("differences"))
        .isEmpty();
  }

  @Test
  @DisplayName("--resume of a finished comparison prints its table again; of a diverging one, why")
  void resumes() throws IOException {
    List<String> printed = compare("--prior=gaussian", "--prior=mixture:components=3").out();
    assertThat(
            succeeded(
                    "compare",
                    "--resume=" + comparison,
                    "--prior=gaussian",
                    "--prior=mixture:components=3",
                    "--epochs=3")
                .out())
        .isEqualTo(printed);

    Path diverging = folder.resolve("diverging");
    Recorded recorded =
        Recorded.run(
            ELBO,
            RunFolders.smallComparison(
                "--prior=gaussian", "--batch=300", "--learning-rate=1e30", "--out=" + diverging));
    assertThat(recorded.exitCode()).isEqualTo(4);
    assertThat(recorded.err())
        .singleElement()
        .asString()
        .startsWith("elbo: prior gaussian:mean=zero,covariance=identity: the ")
        .contains("in epoch 2, step 1");
    assertThat(Files.exists(diverging.resolve("comparison.json"))).isTrue();
  }
}
