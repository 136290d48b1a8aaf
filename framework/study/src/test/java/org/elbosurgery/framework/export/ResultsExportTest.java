package org.elbosurgery.framework.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.comparison.PairedDifference;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentListener;
import org.elbosurgery.framework.experiment.ExperimentRunner;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.likelihood.KeptLikelihoods;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.likelihood.LikelihoodSummary;
import org.elbosurgery.framework.verification.VerifiedFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The results of a run alone")
final class ResultsExportTest {

  /** As many as are kept of 300. */
  private static final int KEPT = 250;

  @TempDir private static Path shared;

  private static FinishedRun gaussian;
  private static FinishedRun shifted;
  private static FinishedRun alone;
  private static FinishedRun other;

  @BeforeAll
  static void export() throws InterruptedException {
    gaussian = run("standard", "gaussian");
    shifted = run("shifted", "shifted");
    alone = export(gaussian);
    other = export(shifted);
  }

  private static FinishedRun run(String prior, String name) throws InterruptedException {
    Path folder = shared.resolve(name);
    SmallExperiments.run(experiment(prior), folder);
    return FinishedRun.read(folder);
  }

  private static Experiment experiment(String prior) {
    return SmallExperiments.with("prior", prior, "epochs", "1", "surgery-every", "1");
  }

  private static FinishedRun export(FinishedRun run) {
    Path folder = shared.resolve(run.path().getFileName() + "-alone");
    ResultsExport.write(run.path(), folder);
    return FinishedRun.read(folder);
  }

  @Test
  @DisplayName("are a run folder that is as it was written and has the numbers of the run")
  void isRunFolder() throws IOException {
    assertThat(VerifiedFolder.in(alone.path())).allMatch(folder -> folder.problems().isEmpty());
    assertThat(alone.isResultsAlone()).isTrue();
    assertThat(gaussian.isResultsAlone()).isFalse();
    assertThat(alone.result().train().terms().routes())
        .isEqualTo(gaussian.result().train().terms().routes());
    assertThat(alone.result().test().orElseThrow().elbo())
        .isEqualTo(gaussian.result().test().orElseThrow().elbo());
    assertThat(alone.spec()).isEqualTo(gaussian.spec());
    assertThat(alone.metrics()).isEqualTo(gaussian.metrics());
    assertThat(alone.terms()).isEqualTo(gaussian.terms()).hasSize(2);
    assertThat(alone.prior()).isPresent();
    assertThat(other.prior()).as("not the standard Gaussian").isEmpty();
    try (Stream<Path> files = Files.list(alone.path())) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(40_000);
    }
  }

  @Test
  @DisplayName(
      "have the values of evenly spaced rows, whose differences are paired as those of all")
  void pairsSomeRows() {
    double[] all = gaussian.points(Split.TRAIN).orElseThrow().elbo();
    PointTerms some = alone.points(Split.TRAIN).orElseThrow();
    int[] rows = IntStream.range(0, KEPT).map(i -> i * all.length / KEPT).toArray();
    assertThat(all).hasSizeGreaterThan(KEPT);
    assertThat(some.values().indices()).contains(rows);
    assertThat(some.elbo()).containsExactly(at(rows, all));

    Estimate difference =
        PairedDifference.of(
                Term.ELBO, alone.resultWithPoints().train(), other.resultWithPoints().train())
            .orElseThrow();
    double[] others = shifted.points(Split.TRAIN).orElseThrow().elbo();
    double[] paired = IntStream.of(rows).mapToDouble(n -> others[n] - all[n]).toArray();
    // The error of the average KL of either, if it is sampled, is added in squares.
    double error =
        Math.sqrt(
            StatUtils.variance(paired) / all.length
                + square(gaussian.result().train().terms().averageKl())
                + square(shifted.result().train().terms().averageKl()));
    assertThat(difference.mean())
        .isEqualTo(
            shifted.result().train().elbo().orElseThrow().mean()
                - gaussian.result().train().elbo().orElseThrow().mean());
    assertThat(difference.standardError()).isCloseTo(error, within(1e-12));
  }

  private static double square(Estimate estimate) {
    return estimate.standardError() * estimate.standardError();
  }

  private static double[] at(int[] rows, double[] values) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  @Test
  @DisplayName(
      "have no codes and no model, and say so to whom needs them; nothing is trained there")
  void refuses() {
    assertThat(alone.posteriors(Split.TRAIN)).isEmpty();
    assertThatThrownBy(() -> alone.requirePosteriors(Split.TRAIN))
        .isInstanceOf(ElboException.class)
        .hasMessage(
            alone.path()
                + " has the results of a run alone, without its codes; give the run itself");
    Experiment experiment = experiment("standard");
    assertThatThrownBy(() -> TrainedModel.of(experiment, alone.folder()))
        .hasMessage(
            alone.path()
                + " has the results of a run alone, without its model; give the run itself");
    assertThatThrownBy(
            () ->
                SmallExperiments.INJECTOR
                    .getInstance(ExperimentRunner.class)
                    .run(experiment, RunFolder.open(alone.path()), ExperimentListener.NONE))
        .hasMessageStartingWith(alone.path() + " has the results of a run alone");
    assertThat(FinishedRun.read(alone.path()).result().train().terms().marginalKl())
        .isEqualTo(gaussian.result().train().terms().marginalKl());
  }

  @Test
  @DisplayName("can be exported again, and are the same")
  void again() throws IOException {
    Path twice = shared.resolve("twice");
    ResultsExport.write(alone.path(), twice);
    for (String name : List.of("result.json", "points.npz", "SHA256SUMS")) {
      assertThat(twice.resolve(name)).hasSameBinaryContentAs(alone.path().resolve(name));
    }
  }

  @Test
  @DisplayName("name the data by their files, and not the folders that they were in")
  void namesFiles(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("rows.csv");
    Files.writeString(data, "0,1,1\n1,0,1\n1,1,0\n0,0,1\n".repeat(20));
    Path run = folder.resolve("run");
    SmallExperiments.run(
        SmallExperiments.with("data", data.toString(), "limit", "0", "epochs", "1"), run);
    Map<String, String> analysed = FinishedRun.read(run).spec().values();
    CheckedFolder.of(run)
        .write("gap.json", Json.content(Map.of("provenance", Map.of("run", analysed))));
    Path kept = folder.resolve("kept");
    ResultsExport.write(run, kept);

    assertThat(FinishedRun.read(run).spec().data().data()).isEqualTo(data.toString());
    FinishedRun alone = FinishedRun.read(kept);
    assertThat(alone.spec().data().data()).isEqualTo("rows.csv");
    assertThat(alone.dataSha256()).isEqualTo(FinishedRun.read(run).dataSha256());
    for (String name : List.of("spec.json", "result.json", "gap.json")) {
      assertThat(kept.resolve(name))
          .content()
          .contains("rows.csv")
          .doesNotContain(folder.toString());
    }
    Path twice = folder.resolve("twice");
    ResultsExport.write(kept, twice);
    for (String name : List.of("spec.json", "gap.json")) {
      assertThat(twice.resolve(name)).hasSameTextualContentAs(kept.resolve(name));
    }
  }

  @Test
  @DisplayName("have bounds on the likelihood as they were, and their differences")
  void likelihoods(@TempDir Path folder) {
    LikelihoodSummary one = bounds(folder, "a", -14, -16, -11);
    LikelihoodSummary two = bounds(folder, "b", -13, -12, -13);
    assertThat(one.bound().estimate().mean()).isCloseTo(-41 / 3.0, within(1e-12));
    // Differences 1, 4, -2: mean 1, variance 9.
    assertThat(two.minus(one).mean()).isCloseTo(1, within(1e-12));
    assertThat(two.minus(one).standardError()).isCloseTo(Math.sqrt(9 / 3.0), within(1e-12));
  }

  /** Returns the bounds that are left of a run whose results alone are written. */
  private static LikelihoodSummary bounds(Path folder, String name, double... bounds) {
    Path run =
        MadeUpRuns.write(folder.resolve(name), MadeUpRuns.options("vamp", 2, 1), 0, 1, 3, 2, 2);
    KeptLikelihoods.write(run, 0.25, bounds);
    Path kept = folder.resolve(name + "-alone");
    ResultsExport.write(run, kept);
    assertThat(kept.resolve("likelihood-test-500.npz")).doesNotExist();
    Path again = folder.resolve(name + "-again");
    ResultsExport.write(kept, again);
    assertThat(again.resolve("likelihood-test-500.json"))
        .hasSameBinaryContentAs(kept.resolve("likelihood-test-500.json"));
    LikelihoodSummary whole = LikelihoodFolder.summaries(FinishedRun.read(run)).get(0);
    LikelihoodSummary left = LikelihoodFolder.summaries(FinishedRun.read(kept)).get(0);
    assertThat(left)
        .usingRecursiveComparison()
        .ignoringFields("run")
        .ignoringFieldsMatchingRegexes("curve.estimate.samples")
        .isEqualTo(whole);
    return left;
  }
}
