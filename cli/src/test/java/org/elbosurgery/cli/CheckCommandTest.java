package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.catalog.PluginJar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo check")
final class CheckCommandTest {

  private static final Elbo ELBO = Elbo.standard();

  /** Gives the same estimates whatever it is given: wrong from the first value on. */
  private static final String CONSTANT =
      """
      import java.util.Map;
      import java.util.Optional;
      import org.elbosurgery.api.*;

      @Plugin(name = "constant", summary = "says one for everything")
      public record Constant() implements Estimator {
        @Override
        public Decomposition estimate(Posteriors posteriors, Distribution p, Budget budget, RandomStream random) {
          Estimate one = Estimate.exact(1);
          return new Decomposition(one, one, one, one, Map.of(), Optional.empty());
        }
      }
      """;

  private static Path jar(Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    PluginJar.compile(classes, List.of("Constant"), List.of(CONSTANT));
    return PluginJar.pack(
        folder.resolve("constant.jar"), classes, Estimator.class, List.of("Constant"));
  }

  @Test
  @DisplayName("prints every rule by group, and what was not checked with the reason")
  void good() {
    Recorded checked = Recorded.run(ELBO, "check", "estimator", "exact");

    assertThat(checked.exitCode()).isZero();
    assertThat(checked.err()).isEmpty();
    assertThat(checked.out())
        .startsWith("estimator exact, tried with its defaults")
        .containsSubsequence("declaration", "options", "values", "intervals", "reproducibility")
        .contains("  passed   3.8  required: Codes and a prior of different dimensions MUST be")
        .contains("                -> it has no numeric options")
        .allMatch(line -> line.length() <= 80);
    assertThat(checked.out().get(checked.out().size() - 1))
        .matches("21 rules: \\d+ passed, \\d+ skipped");
  }

  @Test
  @DisplayName(
      "tries a prior with the options that are given, and each other one; says how it trains")
  void options() {
    Recorded checked = Recorded.run(ELBO, "check", "prior", "gaussian:mean=learned");

    assertThat(checked.exitCode()).isZero();
    assertThat(String.join(" ", checked.out()))
        .contains("tried with mean=learned; mean=learned,covariance=diagonal")
        .contains("A training step is planned whole.");
  }

  @Test
  @DisplayName("ends with exit code 3 and names the jar where a plugin breaks a rule")
  void failing(@TempDir Path folder) throws IOException {
    Path jar = jar(folder);

    Recorded checked =
        Recorded.run(ELBO, "check", "estimator", "constant", "--plugin-path", folder.toString());

    assertThat(checked.exitCode()).isEqualTo(3);
    assertThat(checked.err())
        .containsExactly("elbo: estimator constant in " + jar + " breaks 3.1, 3.8");
    assertThat(String.join("\n", checked.out()))
        .contains("failed   3.1")
        .contains("the average KL of two posteriors")
        .contains("is estimated as 1.000000")
        .contains("-> not checked because 3.1 failed");
  }

  @Test
  @DisplayName("prints the same as one JSON object, and nothing else")
  void json(@TempDir Path folder) throws IOException {
    jar(folder);

    Recorded checked =
        Recorded.run(
            ELBO, "check", "estimator", "constant", "--json", "--plugin-path", folder.toString());

    assertThat(checked.exitCode()).isEqualTo(3);
    JsonNode report = new ObjectMapper().readTree(String.join("\n", checked.out()));
    assertThat(report.get("name").asText()).isEqualTo("constant");
    assertThat(report.get("keepsContract").asBoolean()).isFalse();
    JsonNode rules = report.get("rules");
    assertThat(rules).hasSize(21);
    assertThat(rules.get(0).get("outcome").asText()).isEqualTo("passed");
    assertThat(rules.get(6).get("number").asText()).isEqualTo("3.1");
    assertThat(rules.get(6).get("outcome").asText()).isEqualTo("failed");
  }

  @Test
  @DisplayName("refuses an unknown kind, name or option, and a missing name")
  void refuses() {
    assertThat(Recorded.run(ELBO, "check", "priors", "gaussian"))
        .isEqualTo(
            new Recorded(
                2,
                List.of(),
                List.of(
                    "elbo: unknown kind of plugin priors; did you mean prior? known: prior,"
                        + " encoder, decoder, estimator")));
    assertThat(Recorded.run(ELBO, "check", "prior", "gausian").err())
        .singleElement()
        .asString()
        .startsWith("elbo: unknown prior gausian; did you mean gaussian?");
    assertThat(Recorded.run(ELBO, "check", "prior", "gaussian:mean=lerned").err())
        .singleElement()
        .asString()
        .startsWith("elbo: prior gaussian: option mean: 'lerned' is unknown");
    assertThat(Recorded.run(ELBO, "check", "prior").err())
        .containsExactly(
            "elbo: elbo check takes a run, or a kind and a name: RUN |"
                + " prior|encoder|decoder|estimator NAME");
  }
}
