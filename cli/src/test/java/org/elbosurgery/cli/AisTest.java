package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo ais")
final class AisTest {

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

  private static Recorded ais(String... given) {
    String[] args = new String[given.length + 5];
    args[0] = "ais";
    args[1] = gaussian.toString();
    args[2] = mixture.toString();
    args[3] = "--temperatures=5";
    args[4] = "--chains=32";
    System.arraycopy(given, 0, args, 5, given.length);
    return Recorded.run(ELBO, args);
  }

  @Test
  @DisplayName("prints a column for each run, and how far it is above a known importance bound")
  void table() {
    assertThat(
            Recorded.run(ELBO, "likelihood", gaussian.toString(), "--samples=5", "--rows=8")
                .exitCode())
        .isZero();
    Recorded recorded = ais("--rows=6", "--from=prior");
    assertThat(recorded.exitCode()).isZero();
    assertThat(recorded.err()).isEmpty();
    List<String> table = recorded.out();
    assertThat(table)
        .contains(
            "annealed importance sampling of log p(x), 6 test rows, nats per data point",
            "32 chains a row, 5 temperatures from the prior",
            "1-gaussian is "
                + gaussian
                + ", saved as likelihood-ais-test-5x32-prior.json and .npz");
    assertThat(table.stream().map(line -> line.replaceFirst("^( *[^ ]+( [^ ]+)*).*", "$1")))
        .containsSubsequence(
            "+- one standard error of sampling: other chains for these same rows",
            "  lower bound",
            "+- one standard error of the choice of rows, and of sampling: other rows",
            "  lower bound",
            "  paired difference",
            "  above importance bound",
            "chains",
            "  effective",
            "  acceptance",
            "  last step size",
            "prior",
            "  log normaliser");
    assertThat(table)
        .filteredOn(line -> line.startsWith("  above importance bound"))
        .singleElement()
        .asString()
        .matches(".* [+-]\\d.* \\+- \\d.* \\(S = 5\\) +-");
  }

  @Test
  @DisplayName("--json has the differences from the first run with the same rows")
  void differences() throws IOException {
    JsonNode json = MAPPER.readTree(String.join("\n", ais("--rows=4", "--json").out()));
    JsonNode results = json.get("results");
    JsonNode difference = json.get("differences").get(0);
    assertThat(json.get("differences")).hasSize(1);
    assertThat(difference.get("from")).isEqualTo(results.get(0).get("run"));
    assertThat(difference.get("run")).isEqualTo(results.get(1).get("run"));
    assertThat(difference.get("mean").asDouble())
        .isCloseTo(
            results.at("/1/lower/mean").asDouble() - results.at("/0/lower/mean").asDouble(),
            within(1e-9));
    assertThat(difference.get("populationError").asDouble()).isPositive();
  }

  @Test
  @DisplayName("--split simulated brackets log p(x); --json prints what is kept in the folders")
  void simulated() throws IOException {
    Recorded recorded = ais("--rows=4", "--split=simulated", "--json");
    assertThat(recorded.exitCode()).isZero();
    JsonNode json = MAPPER.readTree(String.join("\n", recorded.out()));
    assertThat(json.get("results")).hasSize(2);
    JsonNode second = json.get("results").get(1);
    assertThat(second.get("run").asText()).isEqualTo(mixture.toString());
    JsonNode kept =
        MAPPER.readTree(mixture.resolve("likelihood-ais-simulated-5x32-posterior.json").toFile());
    assertThat(kept.fieldNames())
        .toIterable()
        .contains(
            "prior",
            "rows",
            "n",
            "from",
            "temperatures",
            "chains",
            "lower",
            "upper",
            "gap",
            "effectiveSampleSize",
            "acceptance",
            "stepSize",
            "density",
            "rowsSha256",
            "origin",
            "versions");
    kept.fieldNames()
        .forEachRemaining(name -> assertThat(second.get(name)).isEqualTo(kept.get(name)));
    assertThat(kept.get("upper").get("mean").asDouble() - kept.get("lower").get("mean").asDouble())
        .isCloseTo(kept.get("gap").get("mean").asDouble(), within(1e-12));
    assertThat(String.join("\n", ais("--rows=4", "--split=simulated").out()))
        .contains("  upper bound", "  upper - lower");
  }

  @Test
  @DisplayName("refuses all simulated rows, and a prior that nothing has fitted; exit code 2")
  void refuses() {
    Recorded all = ais("--rows=0", "--split=simulated");
    assertThat(all.exitCode()).isEqualTo(2);
    assertThat(all.err())
        .containsExactly("elbo: rows is 0; of simulated rows there is no end, take 2 or more");
    Recorded fitted = ais("--prior=fitted:vamp");
    assertThat(fitted.exitCode()).isEqualTo(2);
    assertThat(fitted.err()).first().asString().contains("call elbo gap", "--prior vamp first");
  }
}
