package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.exchange.PointsFile;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.file.CheckedFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs read back from what they left. */
@DisplayName("A finished run")
final class FinishedRunTest {

  @TempDir private static Path shared;

  private static Result ran;

  @TempDir private Path folder;

  private Path run;

  @BeforeAll
  static void runOnce() throws InterruptedException {
    ran = SmallExperiments.run(SmallExperiments.with(), shared.resolve("run"));
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    FileUtils.copyDirectory(shared.resolve("run").toFile(), run.toFile());
  }

  @Test
  @DisplayName("is read back as it was, with the values of its points")
  void readsBack() {
    assertThat(FinishedRun.read(run).resultWithPoints()).isEqualTo(ran);
  }

  @Test
  @DisplayName("has codes, prior and metrics of the experiment's sizes")
  void hasTheRest() {
    FinishedRun read = FinishedRun.read(run);
    assertThat(read.posteriors(Split.TRAIN).orElseThrow().size()).isEqualTo(300);
    assertThat(read.posteriors(Split.TEST).orElseThrow().size()).isEqualTo(500);
    assertThat(read.prior().orElseThrow()).isInstanceOf(DiagonalGaussianMixture.class);
    assertThat(read.metrics()).hasSize(3);
    assertThat(read.metrics().get(2).epoch()).isEqualTo(3);
    assertThat(read.metrics().get(2).elbo()).isGreaterThan(read.metrics().get(0).elbo());
  }

  @Test
  @DisplayName("says the error of an estimated normaliser, and nothing of a known one")
  void normalizer() throws IOException {
    Path estimated =
        MadeUpRuns.writeEstimated(
            folder.resolve("estimated"), MadeUpRuns.options("gaussian", 2, 1), 0.25, 1, 2, 3, 2);
    assertThat(estimated.resolve("result.json")).content().contains("\"logNormalizerError\"");
    assertThat(FinishedRun.read(estimated).result().train().logNormalizerError()).isEqualTo(0.25);
    assertThat(FinishedRun.read(estimated).resultWithPoints().train().logNormalizerError())
        .isEqualTo(0.25);
    assertThat(run.resolve("result.json")).content().doesNotContain("logNormalizerError");
    assertThat(FinishedRun.read(run).result().train().logNormalizerError()).isZero();
  }

  @Test
  @DisplayName("is none without its result")
  void needsItsResult() throws IOException {
    Files.delete(run.resolve("result.json"));
    assertRefused("not finished", "--resume");
  }

  @Test
  @DisplayName("is none where it failed, and says why")
  void saysWhyItFailed() throws IOException {
    Files.delete(run.resolve("result.json"));
    RunFolder.open(run)
        .writeFailure(ElboException.numeric(List.of("the loss is NaN", "in epoch 2")));
    assertRefused("failed: the loss is NaN; in epoch 2");
    RunFolder.open(run).clearFailure();
    assertRefused("not finished");
  }

  @Test
  @DisplayName("says which member of its result is damaged")
  void namesTheMember() throws IOException {
    replaceInResult("\"marginalKl\"", "\"marginal\"");
    assertRefused("result.json", "marginalKl is missing");
  }

  @Test
  @DisplayName("names what is missing without characters that a terminal acts on")
  void plainNames() throws IOException {
    replaceInResult("prior.npz", "pri\\u007f\\u001b[31mr.npz");
    assertRefused("pri??[31mr.npz, which belongs to it, is missing");
  }

  @Test
  @DisplayName("refuses numbers that no estimate has")
  void refusesImpossibleNumbers() throws IOException {
    replaceInResult("\"standardError\" : ", "\"standardError\" : -");
    assertRefused("result.json", "standardError is not at least 0");
  }

  @Test
  @DisplayName("refuses points of other rows than the result's")
  void refusesOtherRows() throws IOException {
    byte[] other = Files.readAllBytes(run.resolve("points-test.npz"));
    ForgedFiles.adopt(run, "points.npz", out -> out.write(other));
    FinishedRun read = FinishedRun.read(run);
    assertThatThrownBy(() -> read.points(Split.TRAIN))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll("points.npz", "500 rows", "300");
  }

  @Test
  @DisplayName("refuses points of rows that the result does not have")
  void refusesRowsBeyond() throws IOException {
    double[] one = {0};
    for (int row : new int[] {299, 300}) {
      PointValues values = new PointValues(new int[] {row}, one, one, one);
      ForgedFiles.adopt(
          run, "points.npz", PointsFile.content(PointTerms.of(new double[row + 1], values)));
      FinishedRun read = FinishedRun.read(run);
      assertThatThrownBy(() -> read.points(Split.TRAIN))
          .isInstanceOf(ElboException.class)
          .hasMessageContaining(
              row == 299
                  ? "mutual information, paired is 0.0 on average, and "
                  : "has row number 300, counted from 0, but result.json is of 300");
    }
  }

  @Test
  @DisplayName("refuses codes of other dimensions than the result's")
  void refusesOtherDimensions() throws IOException {
    ForgedFiles.adopt(
        run,
        "codes.npz",
        PosteriorsFile.content(new Posteriors(300, 1, new float[300], new float[300])));
    FinishedRun read = FinishedRun.read(run);
    assertThatThrownBy(() -> read.posteriors(Split.TRAIN))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll("codes.npz", "1 dimensions", "is of 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"codes.npz", "codes-test.npz", "points.npz", "points-test.npz", "prior.npz"})
  @DisplayName("misses what its result lists, though it was deleted and that was accepted")
  void missesItsFiles(String name) throws IOException {
    Files.delete(run.resolve(name));
    CheckedFolder.of(run).accept();
    assertRefused("result.json: " + name + ", which belongs to it, is missing");
  }

  @Test
  @DisplayName("is read, or not finished yet, beside a writer who repeats it")
  void readWhileRepeated() throws IOException, InterruptedException {
    CheckedFolder files = CheckedFolder.of(run);
    byte[] content = Files.readAllBytes(run.resolve("result.json"));
    List<Throwable> failures = new ArrayList<>();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 1; i <= 50; i++) {
                byte[] next = Arrays.copyOf(content, content.length + i);
                Arrays.fill(next, content.length, next.length, (byte) ' ');
                files.delete("result.json");
                files.write("result.json", out -> out.write(next));
              }
            });
    writer.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
    writer.start();
    while (writer.isAlive()) {
      try {
        assertThat(FinishedRun.read(run).result().train()).isNotNull();
      } catch (ElboException e) {
        assertThat(e).hasMessageContaining("is not finished");
      }
    }
    writer.join();
    assertThat(failures).isEmpty();
  }

  @Test
  @DisplayName("refuses metrics that are no table of numbers")
  void refusesDamagedMetrics() throws IOException {
    ForgedFiles.write(run, "metrics.csv", "epoch,elbo\n1,x\n");
    FinishedRun read = FinishedRun.read(run);
    assertThatThrownBy(read::metrics)
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll("metrics.csv", "is damaged");
  }

  @Test
  @DisplayName("gives its model back only where its checkpoint stands")
  void needsItsCheckpoint() throws IOException {
    Experiment experiment = SmallExperiments.with();
    RunFolder opened = RunFolder.open(run);
    assertThat(TrainedModel.of(experiment, opened).prior().dimensions()).isEqualTo(2);
    FileUtils.deleteDirectory(run.resolve("checkpoint").toFile());
    assertThatThrownBy(() -> TrainedModel.of(experiment, opened))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("no checkpoint");
  }

  private void replaceInResult(String what, String by) throws IOException {
    ForgedFiles.replace(run, "result.json", what, by);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> FinishedRun.read(run))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll(parts);
  }
}
