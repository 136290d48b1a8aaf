package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.catalog.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A result that cannot be")
final class StrictTest {

  private static final Elbo ELBO = Elbo.standard();

  /** What a density of integral 2.8 gave once: a marginal KL of -0.263 +- 0.012. */
  private static final String ESTIMATOR =
      """
      package org.example;

      import java.util.*;
      import org.elbosurgery.api.*;

      @Plugin(name = "impossible", summary = "What cannot be.")
      public record Impossible() implements Estimator {
        @Override public Decomposition estimate(
            Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
          Estimate marginalKl = new Estimate(-0.263, 0.012, 9);
          Estimate information = new Estimate(1.25, 0.015, 9);
          Estimate averageKl = new Estimate(0.987, 0.015, 9);
          Estimate residual = new Estimate(0.001, 0.015, 9);
          return new Decomposition(
              averageKl, information, marginalKl, residual, Map.of(), Optional.empty());
        }
      }
      """;

  private static final String SENTENCE =
      "marginal KL -0.263 +- 0.012 is 22 standard errors below 0: this is impossible for a density;"
          + " the prior's log p(z) does not integrate to 1";

  @TempDir private Path folder;

  @BeforeEach
  void pack() throws IOException {
    List<String> name = List.of("org.example.Impossible");
    Path classes = PluginJar.compile(folder.resolve("classes"), name, List.of(ESTIMATOR));
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    PluginJar.pack(plugins.resolve("a.jar"), classes, Estimator.class, name, Map.of());
  }

  private Recorded elbo(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--plugin-path=" + folder.resolve("plugins");
    return Recorded.run(ELBO, all);
  }

  private Path train() {
    Path run = folder.resolve("run");
    String[] small =
        RunFolders.smallRun("--epochs=1", "--strict", "--estimator=impossible", "--out=" + run);
    Recorded recorded = elbo(small);
    assertThat(recorded.exitCode()).isEqualTo(4);
    assertThat(recorded.out())
        .as("all is printed and saved before")
        .contains("warning: train: " + SENTENCE, "warning: test: " + SENTENCE, "saved in " + run);
    assertThat(recorded.err()).containsExactly("elbo: --strict: the result has 2 warnings");
    return run;
  }

  @Test
  @DisplayName(
      "is warned of below the table and in result.json, and ends --strict with exit code 4")
  void ofRuns() throws IOException {
    Path run = train();
    assertThat(Files.readString(run.resolve("result.json")))
        .contains("\"warnings\" : [ \"train: " + SENTENCE + "\", \"test: " + SENTENCE + "\" ]");

    Recorded lenient = elbo("decompose", run.toString());
    assertThat(lenient.exitCode()).isZero();
    assertThat(lenient.out()).contains("warning: train: " + SENTENCE);
    assertThat(elbo("decompose", run.toString(), "--strict").exitCode()).isEqualTo(4);
  }

  @Test
  @DisplayName("is warned of in JSON and beside it on standard error")
  void inJson() {
    Path run = train();
    Recorded json =
        elbo(
            "decompose",
            "--codes=" + run.resolve("codes.npz"),
            "--estimator=impossible",
            "--json",
            "--strict");
    assertThat(json.exitCode()).isEqualTo(4);
    assertThat(String.join("\n", json.out())).contains("\"warnings\" : [ \"" + SENTENCE + "\" ]");
    assertThat(json.err())
        .containsExactly("elbo: warning: " + SENTENCE, "elbo: --strict: the result has a warning");
  }
}
