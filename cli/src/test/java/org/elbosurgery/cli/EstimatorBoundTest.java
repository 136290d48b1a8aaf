package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.catalog.PluginJar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An estimator that declares itself a bound")
final class EstimatorBoundTest {

  private static final Elbo ELBO = Elbo.standard();

  private static final String SENTENCE =
      "The mutual information is a lower bound, the marginal KL an upper bound.";

  private static final String LOW =
      """
      package org.example;

      import java.util.*;
      import org.elbosurgery.api.*;

      @Plugin(name = "low", summary = "A lower bound.")
      public record Low() implements Estimator {
        @Override public Decomposition estimate(
            Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
          Estimate quarter = new Estimate(0.25, 0.01, 10);
          Estimate rest = new Estimate(0.75, 0.01, 10);
          Estimate all = new Estimate(1, 0.01, 10);
          Estimate residual = new Estimate(0.001, 0.01, 10);
          return new Decomposition(all, quarter, rest, residual, Map.of(), Optional.empty());
        }
        @Override public InformationBound informationBound() {
          return InformationBound.LOWER;
        }
      }
      """;

  @TempDir private Path folder;

  private Recorded elbo(String... arguments) {
    Recorded recorded = Recorded.run(ELBO, arguments);
    assertThat(recorded.exitCode()).as(recorded.err().toString()).isZero();
    return recorded;
  }

  private String[] low(String name, String path) {
    return new String[] {
      "--prior=gaussian", "--estimator=low", "--epochs=1", path, "--out=" + folder.resolve(name)
    };
  }

  @Test
  @DisplayName(
      "says so where it is described, in result.json, in a report and under the terms of a run, a"
          + " comparison and a sweep")
  void isSaid() throws IOException {
    List<String> type = List.of("org.example.Low");
    Path classes = PluginJar.compile(folder.resolve("classes"), type, List.of(LOW));
    Path jars = Files.createDirectories(folder.resolve("jars"));
    PluginJar.pack(jars.resolve("low.jar"), classes, Estimator.class, type, Map.of());
    String path = "--plugin-path=" + jars;
    Path run = folder.resolve("run");

    assertThat(elbo("plugins", "estimator", "low", path).out()).contains(SENTENCE);
    assertThat(elbo("plugins", "estimator", "low", "--json", path).out())
        .filteredOn(line -> line.contains("informationBound"))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("\"lower\""));
    assertThat(
            elbo(RunFolders.smallRun("--estimator=low", "--epochs=1", path, "--out=" + run)).out())
        .contains(SENTENCE);
    assertThat(Files.readString(run.resolve("result.json")))
        .containsPattern("\"informationBound\" ?: ?\"lower\"");
    assertThat(elbo("report", run.toString()).out())
        .anySatisfy(line -> assertThat(line).contains("gaussian, d = ", SENTENCE));
    assertThat(elbo(RunFolders.smallComparison(low("comparison", path))).out()).contains(SENTENCE);
    assertThat(elbo(RunFolders.smallSweep(low("sweep", path))).out())
        .contains("the only cell: " + SENTENCE);
  }
}
