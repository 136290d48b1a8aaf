package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.gap.FitOptions;
import org.elbosurgery.framework.gap.GapAnalysis;
import org.elbosurgery.framework.gap.GapOptions;
import org.elbosurgery.framework.gap.GapRequest;
import org.elbosurgery.framework.gap.PriorOnCodes;
import org.elbosurgery.framework.gap.RunGap;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The likelihood with a prior that elbo gap has fitted")
final class ExPostPriorTest {

  private static final int SAMPLES = 100;

  @TempDir private static Path shared;

  private static Path run;
  private static RunGap gap;

  @BeforeAll
  static void fit() throws InterruptedException {
    run = shared.resolve("run");
    SmallExperiments.run(SmallExperiments.with("prior", "standard"), run);
    GapRequest request =
        new GapRequest(
            List.of(PluginSpec.parse("shifted")),
            new FitOptions(300, 50, 0.03, 100, 2),
            new GapOptions(20, 1),
            false);
    gap =
        SmallExperiments.INJECTOR
            .getInstance(GapAnalysis.class)
            .run(FinishedRun.read(run), request, TaskListener.NONE);
  }

  private static LikelihoodResult bound(String prior, int threads) {
    return bound(prior, 0, threads);
  }

  private static LikelihoodResult bound(String prior, int rows, int threads) {
    LikelihoodOptions options = new LikelihoodOptions(prior, SAMPLES, Split.TEST, rows, threads);
    List<LikelihoodJob> jobs =
        SmallExperiments.INJECTOR
            .getInstance(LikelihoodResolver.class)
            .resolve(List.of(run), options);
    return new LikelihoodRunner().run(jobs, LikelihoodListener.NONE).get(0);
  }

  /** Returns a coordinate of the mean of the fitted prior. */
  private static double mean(int j) {
    return gap.fits()
        .get(PluginSpec.parse("shifted"))
        .prior()
        .parameters()
        .arrays()
        .values()
        .iterator()
        .next()
        .getDouble(j);
  }

  private static Estimate marginalKl(PriorOnCodes.Kind kind) {
    return gap.priors().stream()
        .filter(prior -> prior.kind() == kind)
        .map(prior -> prior.test().orElseThrow().marginalKl())
        .findFirst()
        .orElseThrow();
  }

  /**
   * With encoder and decoder as they are, the ELBO of the test rows changes by exactly KL(q || p) -
   * KL(q || p') of their codes. Both sides are estimated, from other samples. The bounds take the
   * same samples with both priors, and log p'(z) - log p(z) = m z - m^2 / 2 for N(m, I) and N(0,
   * I), whose variance in row n is sum_j m_j^2 s_nj^2. Beyond 4.5 standard errors by chance 7e-6.
   */
  @Test
  @DisplayName("has an ELBO that differs by the difference of the marginal KLs, and is kept apart")
  void elbo() {
    LikelihoodResult own = bound("trained", 1);
    LikelihoodResult fitted = bound("fitted:shifted", 1);
    double[] before = own.points().bounds(0);
    double[] after = fitted.points().bounds(0);
    Posteriors codes = FinishedRun.read(run).posteriors(Split.TEST).orElseThrow();
    double gain = 0;
    double variance = 0;
    for (int n = 0; n < before.length; n++) {
      gain += (after[n] - before[n]) / before.length;
      for (int j = 0; j < codes.dimensions(); j++) {
        variance += Math.pow(mean(j) * codes.standardDeviation(n, j), 2);
      }
    }
    Estimate standard = marginalKl(PriorOnCodes.Kind.STANDARD);
    Estimate closed = marginalKl(PriorOnCodes.Kind.FITTED);
    double error =
        Math.sqrt(
            variance / SAMPLES / Math.pow(before.length, 2)
                + Math.pow(standard.standardError(), 2)
                + Math.pow(closed.standardError(), 2));
    assertThat(gain).isCloseTo(standard.mean() - closed.mean(), within(4.5 * error));
    assertThat(gain).isGreaterThan(9 * error); // else the test shows nothing
    assertThat(fitted.spec().model().prior().name()).isEqualTo("shifted");
    assertThat(own.origin().fitSha256()).isEmpty();
    assertThat(run.resolve(LikelihoodFolder.name(fitted) + ".npz")).isRegularFile();
    assertThat(LikelihoodFolder.read(FinishedRun.read(run)))
        .extracting(LikelihoodResult::origin)
        .containsExactly(own.origin());
    assertThat(PairedBound.groups(List.of(own, fitted))).hasSize(1);
  }

  @Test
  @DisplayName("does not depend on the threads, and is read again")
  void threads() throws IOException {
    LikelihoodResult two = bound("fitted:shifted", 40, 2);
    Path file = run.resolve(LikelihoodFolder.name(two) + ".npz");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bound("fitted:shifted", 40, 1).points().bounds()).isEqualTo(two.points().bounds());
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  @DisplayName("is checked with the run's other files, though it is not read with them")
  void isChecked() throws IOException {
    LikelihoodResult fitted = bound("fitted:shifted", 3, 1);
    FinishedRun finished = FinishedRun.read(run);
    LikelihoodFolder.check(finished);
    String summary = LikelihoodFolder.name(fitted) + ".json";
    ForgedFiles.replace(run, summary, "\"split\" : \"test\"", "\"split\" : \"train\"");
    try {
      assertThat(LikelihoodFolder.read(finished))
          .allMatch(own -> own.origin().fitSha256().isEmpty());
      assertThatThrownBy(() -> LikelihoodFolder.check(finished))
          .isInstanceOf(ElboException.class)
          .hasMessageContaining(summary + " and ")
          .hasMessageContaining("are not of one computation");
    } finally {
      ForgedFiles.replace(run, summary, "\"split\" : \"train\"", "\"split\" : \"test\"");
    }
  }

  @Test
  @DisplayName("is found beside a fit that cannot be read, which is named only if it is missing")
  void unreadable() throws IOException {
    Path wanted;
    try (var files = Files.list(run)) {
      wanted =
          files
              .filter(file -> file.getFileName().toString().startsWith("fit-shifted-"))
              .findFirst()
              .orElseThrow();
    }
    String earlier = "fit-shifted-0000.npz";
    Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(wanted));
    arrays.remove("starts");
    ForgedFiles.write(run, earlier, Npz.content(arrays));
    Path hidden = shared.resolve("hidden.npz");
    try {
      assertThat(bound("fitted:shifted", 2, 1).origin().fitSha256()).isPresent();
      Files.move(wanted, hidden);
      assertThatThrownBy(() -> bound("fitted:shifted", 2, 1))
          .isInstanceOf(ElboException.class)
          .hasMessageContainingAll(earlier, "is damaged", "delete it");
      Files.move(hidden, wanted);
    } finally {
      CheckedFolder.of(run).delete(earlier);
    }
  }

  @Test
  @DisplayName("needs the fit: the message says which command makes it")
  void withoutFit() throws IOException {
    assertThatThrownBy(() -> bound("fitted:cut", 1))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll("fitted to the codes of", "shifted", "elbo gap", "--prior cut");
    assertThatThrownBy(() -> new LikelihoodOptions("mixture", SAMPLES, Split.TEST, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("mixture", "trained", "fitted:");
    Path lone = shared.resolve("lone");
    try (var files = Files.walk(run)) {
      for (Path file : files.toList()) {
        if (!file.getFileName().toString().startsWith("fit-")) {
          Files.copy(file, lone.resolve(run.relativize(file).toString()));
        }
      }
    }
    Path before = run;
    run = lone;
    try {
      assertThatThrownBy(() -> bound("fitted:shifted", 1))
          .isInstanceOf(ElboException.class)
          .hasMessageContainingAll("shifted", "not there any more", "elbo gap");
    } finally {
      run = before;
    }
  }
}
