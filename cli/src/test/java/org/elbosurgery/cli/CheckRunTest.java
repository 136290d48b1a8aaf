package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo check of a run")
final class CheckRunTest {

  private static final Elbo ELBO = Elbo.standard();

  private static final Path EXAMPLE =
      Path.of("../docs/plugin-examples/src/main/java/org/example/accepted/AcceptedPrior.java");

  /**
   * Returns the example of a prior with an estimated normaliser, but with the mistake that the
   * estimate is always from the same proposals: training learns to accept them, and no others.
   */
  private static String withFrozenProposals() throws IOException {
    String proposals = "DiagonalGaussianMixture.standard(d).sample(200, RandomStream.of(1))";
    String source = Files.readString(EXAMPLE);
    String frozen =
        source
            .replace(
                "scope.noise(\"proposals\", 1000, d)",
                "scope.constant(\"proposals\", " + proposals + ")")
            .replace("proposal.sample(samples, random)", "proposal.sample(200, RandomStream.of(1))")
            .replace("sum / samples", "sum / 200")
            .replace(
                "(squares / samples - mean * mean) / samples",
                "(squares / 200 - mean * mean) / 200");
    assertThat(frozen).isNotEqualTo(source);
    return frozen;
  }

  @Test
  @DisplayName("passes rule by rule where the prior is a density")
  void right(@TempDir Path folder) {
    Path run = folder.resolve("run");
    Recorded.run(ELBO, RunFolders.smallRun("--latent=3", "--out=" + run));

    Recorded checked = Recorded.run(ELBO, "check", run.toString());

    assertThat(checked.exitCode()).as("%s", checked).isZero();
    assertThat(checked.out())
        .anyMatch(line -> line.startsWith("  passed   4.4"))
        .anyMatch(line -> line.startsWith("  passed   5.3"))
        .allMatch(line -> line.length() <= 80 || line.startsWith("trained prior"))
        .endsWith("7 rules: 7 passed");
  }

  @Test
  @DisplayName("fails where training has made a constant wrong, of which elbo compare warns")
  void frozenProposals(@TempDir Path folder) throws IOException {
    List<String> name = List.of("org.example.accepted.AcceptedPrior");
    Path classes =
        PluginJar.compile(folder.resolve("classes"), name, List.of(withFrozenProposals()));
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    PluginJar.pack(plugins.resolve("a.jar"), classes, Prior.class, name);
    String path = "--plugin-path=" + plugins;
    Path comparison = folder.resolve("comparison");

    Recorded compared =
        Recorded.run(
            ELBO,
            RunFolders.smallComparison(
                "--latent=8",
                "--epochs=60",
                "--learning-rate=0.05",
                "--prior=accepted:hidden-units=30",
                "--strict",
                "--out=" + comparison,
                path));
    assertThat(compared.exitCode()).isEqualTo(4);
    assertThat(compared.out())
        .anyMatch(
            line ->
                line.startsWith("warning: 1-accepted, train: log normaliser")
                    && line.contains("so every KL is too small"));

    String run = comparison.resolve("1-accepted").toString();
    Recorded checked = Recorded.run(ELBO, "check", run, path, "--json");
    assertThat(checked.exitCode()).isEqualTo(3);
    assertThat(checked.err())
        .singleElement()
        .asString()
        .startsWith("elbo: the trained prior accepted:hidden-units=30,samples=131072 of ")
        .endsWith(" breaks 4.4");
    JsonNode rules = new ObjectMapper().readTree(String.join("\n", checked.out())).get("rules");
    assertThat(rules)
        .filteredOn(rule -> rule.get("outcome").asText().equals("failed"))
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.get("message").asText())
                    .contains("log normaliser", "is not that of the frozen parameters"));
  }
}
