package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gap that is closed by more than all of it")
final class StrictGapTest {

  private static final Elbo ELBO = Elbo.standard();

  /** e N(0, I), whose integral is e: its marginal KL is too low by 1, below 0 for small gaps. */
  private static final String PRIOR =
      """
      package org.example;

      import org.elbosurgery.api.*;
      import org.elbosurgery.api.graph.LogProbability;
      import org.nd4j.autodiff.samediff.SDVariable;
      import org.nd4j.linalg.api.ndarray.INDArray;

      @Plugin(name = "dense", summary = "No density.")
      public record Dense() implements Prior {
        @Override public BoundPrior bind(GraphScope scope) {
          DiagonalGaussianMixture standard = DiagonalGaussianMixture.standard(scope.latentSize());
          return new BoundPrior() {
            @Override public SDVariable logProb(SDVariable z) {
              return LogProbability.standardGaussian(z).add(1);
            }
            @Override public Distribution freeze(GraphValues values, RandomStream random) {
              return new Distribution() {
                @Override public int dimensions() {
                  return standard.dimensions();
                }
                @Override public INDArray logProb(INDArray z) {
                  return standard.logProb(z).add(1);
                }
                @Override public INDArray sample(int n, RandomStream random) {
                  return standard.sample(n, random);
                }
              };
            }
          };
        }
      }
      """;

  private static final String SENTENCE =
      "(train|test): marginal KL of own prior dense -[0-9.]+ \\+- [0-9.]+ is [0-9]+ standard errors"
          + " below 0: this is impossible for a density; its log p\\(z\\) does not integrate to 1";

  private static final String OF_DENSITY =
      "own prior dense: log normaliser 1.0000 \\(exact\\) is 1.0000 from 0: the prior's density"
          + " integrates to 2.718, not to 1, so every KL is too small by 1.000 nats";

  @TempDir private Path folder;

  private Recorded elbo(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--plugin-path=" + folder.resolve("plugins");
    return Recorded.run(ELBO, all);
  }

  private Recorded gap(Path run, String... given) {
    List<String> args = new ArrayList<>(List.of("gap", run.toString()));
    args.addAll(List.of("--prior=gaussian", "--threads=1"));
    args.addAll(List.of(given));
    return elbo(args.toArray(String[]::new));
  }

  @Test
  @DisplayName("is warned of below the table, in JSON and in gap.json, and ends --strict with 4")
  void ofGaps() throws IOException {
    List<String> name = List.of("org.example.Dense");
    Path classes = PluginJar.compile(folder.resolve("classes"), name, List.of(PRIOR));
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    PluginJar.pack(plugins.resolve("a.jar"), classes, Prior.class, name);
    Path run = folder.resolve("run");
    elbo(RunFolders.smallRun("--epochs=1", "--prior=dense", "--out=" + run));

    Recorded lenient = gap(run);
    assertThat(lenient.exitCode()).isZero();
    assertThat(lenient.err()).isEmpty();
    assertThat(lenient.out())
        .filteredOn(line -> line.startsWith("warning: "))
        .hasSize(3)
        .allMatch(line -> line.matches("warning: (" + SENTENCE + "|" + OF_DENSITY + ")"));
    assertThat(lenient.out()).contains("saved in " + run.resolve("gap.json"));
    String kept = Files.readString(run.resolve("gap.json"));
    assertThat(kept).containsPattern("\"warnings\" : \\[ \"" + SENTENCE);

    Recorded strict = gap(run, "--strict");
    assertThat(strict.exitCode()).isEqualTo(4);
    assertThat(strict.out()).as("all is printed before").isEqualTo(lenient.out());
    assertThat(strict.err()).containsExactly("elbo: --strict: the result has 3 warnings");

    Recorded json = gap(run, "--strict", "--json");
    assertThat(json.exitCode()).isEqualTo(4);
    assertThat(String.join("\n", json.out())).containsPattern("\"warnings\" : \\[ \"" + SENTENCE);
    assertThat(json.err())
        .hasSize(4)
        .endsWith("elbo: --strict: the result has 3 warnings")
        .allMatch(
            line ->
                line.startsWith("elbo: --strict")
                    || line.matches(
                        "elbo: warning: .*/run: (" + SENTENCE + "|" + OF_DENSITY + ")"));
  }
}
