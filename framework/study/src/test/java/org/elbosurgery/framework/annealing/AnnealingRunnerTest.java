package org.elbosurgery.framework.annealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.commons.io.FileUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.export.ResultsExport;
import org.elbosurgery.framework.likelihood.LikelihoodJob;
import org.elbosurgery.framework.likelihood.LikelihoodListener;
import org.elbosurgery.framework.likelihood.LikelihoodOptions;
import org.elbosurgery.framework.likelihood.LikelihoodResolver;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.likelihood.LikelihoodRunner;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The annealed likelihood of a finished run")
final class AnnealingRunnerTest {

  private static final String POINTS = "likelihood-ais-test-4x32-prior.npz";
  private static final String SUMMARY = "likelihood-ais-test-4x32-prior.json";

  @TempDir private static Path shared;

  @TempDir private Path folder;

  private Path run;

  @BeforeAll
  static void runOnce() throws InterruptedException {
    SmallExperiments.run(SmallExperiments.with(), shared.resolve("run"));
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    FileUtils.deleteDirectory(run.toFile());
    FileUtils.copyDirectory(shared.resolve("run").toFile(), run.toFile());
  }

  private static AnnealingOptions options(Start start, AnnealedRows split, int rows) {
    return new AnnealingOptions("trained", start, 4, 32, split, rows, 1);
  }

  private AnnealingJob job(AnnealingOptions options) {
    return SmallExperiments.INJECTOR
        .getInstance(AnnealingResolver.class)
        .resolve(run, Optional.empty(), options);
  }

  private AnnealingResult anneal(AnnealingOptions options) {
    return new AnnealingRunner().run(job(options), LikelihoodListener.NONE);
  }

  private AnnealingResult test(int rows) {
    return anneal(options(Start.PRIOR, AnnealedRows.TEST, rows));
  }

  @Test
  @DisplayName("is compared row by row with the importance-weighted bound that the folder has")
  void importanceBound() throws IOException {
    LikelihoodResult bound = bound(10);
    AnnealingOptions options =
        new AnnealingOptions("trained", Start.POSTERIOR, 10, 16, AnnealedRows.TEST, 8, 1);
    AnnealingResult result = anneal(options);
    AnnealingResult.Gained gained = result.gained().orElseThrow();
    assertThat(gained.samples()).isEqualTo(2);
    double[] bounds = bound.points().bounds();
    double mean = 0;
    for (int n = 0; n < 8; n++) {
      mean += (result.points().get(n).lower() - bounds[n]) / 8;
    }
    assertThat(gained.difference().mean()).isCloseTo(mean, within(1e-12));
    ForgedFiles.replace(run, "likelihood-test-2.json", bound.rowsSha256(), "0".repeat(64));
    assertThat(anneal(options).gained()).as("a bound of other rows").isEmpty();
  }

  @Test
  @DisplayName("is above that bound by as much at each row where its results alone are kept")
  void importanceBoundAlone() throws IOException {
    bound(3);
    AnnealingResult result = test(3);
    Path alone = folder.resolve("alone");
    ResultsExport.write(run, alone);
    assertThat(AnnealingFolder.read(FinishedRun.read(alone)).get(0).gained())
        .isEqualTo(result.gained())
        .isNotEmpty();
    double last = result.gained().orElseThrow().ofRows().get(2);
    ForgedFiles.replace(alone, SUMMARY, ", " + last, "");
    assertThatThrownBy(() -> AnnealingFolder.read(FinishedRun.read(alone)))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("aboveImportanceBound.ofRows")
        .hasMessageContaining("a list of 3 numbers, one for each row");
  }

  @Test
  @DisplayName("is summarised anew where its chains were deleted, or a bound to compare is new")
  void summarises() throws IOException {
    test(2);
    byte[] summary = Files.readAllBytes(run.resolve(SUMMARY));
    String checkpoint = job(options(Start.PRIOR, AnnealedRows.TEST, 2)).origin().checkpointSha256();
    ForgedFiles.replace(run, SUMMARY, checkpoint, "0".repeat(64));
    assertThat(Files.readAllBytes(run.resolve(SUMMARY))).isNotEqualTo(summary);
    Files.delete(run.resolve(POINTS));
    test(2);
    assertThat(Files.readAllBytes(run.resolve(SUMMARY))).isEqualTo(summary);
    bound(2);
    test(2);
    assertThat(Files.readString(run.resolve(SUMMARY))).contains("aboveImportanceBound");
  }

  private LikelihoodResult bound(int rows) {
    LikelihoodJob job =
        SmallExperiments.INJECTOR
            .getInstance(LikelihoodResolver.class)
            .resolve(run, Optional.empty(), new LikelihoodOptions(2, Split.TEST, rows, 1));
    return new LikelihoodRunner().run(job, LikelihoodListener.NONE);
  }

  @Test
  @DisplayName("of rows that the model made is bracketed, and other rows do not matter")
  void simulated() {
    AnnealingOptions four = options(Start.POSTERIOR, AnnealedRows.SIMULATED, 4);
    AnnealingResult result = anneal(four);
    AnnealingResult.Upper upper = result.upper().orElseThrow();
    Estimate gap = upper.gap();
    assertThat(gap.mean()).isCloseTo(upper.bound().mean() - result.lower().mean(), within(1e-12));
    // Student's t of 4 rows: beyond 20 errors by chance in 3e-4 of cases.
    assertThat(gap.mean()).isGreaterThan(-20 * gap.standardError());
    AnnealingResult more = anneal(options(Start.POSTERIOR, AnnealedRows.SIMULATED, 5));
    for (int n = 0; n < 4; n++) {
      assertThat(more.points().get(n).reverse()).isEqualTo(result.points().get(n).reverse());
    }
    assertThat(result.gained()).isEmpty();
  }

  @Test
  @DisplayName("is kept, not sampled again, and goes on where more rows are wanted")
  void keeps() throws IOException {
    AnnealingResult three = test(3);
    byte[] summary = Files.readAllBytes(run.resolve(SUMMARY));
    LikelihoodListener deaf =
        new LikelihoodListener() {
          @Override
          public void advanced(long done, long total) {
            throw new AssertionError("nothing is to be sampled");
          }
        };
    new AnnealingRunner().run(job(options(Start.PRIOR, AnnealedRows.TEST, 2)), deaf);
    assertThat(Files.readAllBytes(run.resolve(SUMMARY))).isEqualTo(summary);
    AnnealingResult more = test(5);
    assertThat(more.points().get(2).logWeights()).isEqualTo(three.points().get(2).logWeights());
    assertThat(Files.readAllBytes(run.resolve(SUMMARY))).isNotEqualTo(summary);
    assertThat(test(5).lower()).isEqualTo(more.lower());
    assertThat(anneal(options(Start.POSTERIOR, AnnealedRows.TEST, 3)).lower())
        .isNotEqualTo(three.lower());
  }

  @Test
  @DisplayName("goes on after an interrupt as if there had been none, bit for bit")
  void resumes() throws IOException {
    test(5);
    byte[] whole = Files.readAllBytes(run.resolve(POINTS));
    byte[] summary = Files.readAllBytes(run.resolve(SUMMARY));
    copy();
    Thread caller = Thread.currentThread();
    List<Long> heard = new ArrayList<>();
    LikelihoodListener interrupting =
        new LikelihoodListener() {
          @Override
          public void advanced(long done, long total) {
            if (done > total * 0.9) {
              caller.interrupt();
            }
          }
        };
    AnnealingJob job = job(options(Start.PRIOR, AnnealedRows.TEST, 5));
    assertThatThrownBy(() -> new AnnealingRunner().run(job, interrupting))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.resolve(POINTS)).exists();
    assertThat(run.resolve(SUMMARY)).doesNotExist();
    LikelihoodListener hearing =
        new LikelihoodListener() {
          @Override
          public void advanced(long done, long total) {
            heard.add(done * 5 / total);
          }
        };
    new AnnealingRunner().run(job, hearing);
    assertThat(heard.get(0)).as("rows of the first block are known").isEqualTo(4);
    assertThat(Files.readAllBytes(run.resolve(POINTS))).isEqualTo(whole);
    assertThat(Files.readAllBytes(run.resolve(SUMMARY))).isEqualTo(summary);
  }

  @Test
  @DisplayName("names a damaged file, and chains of another seed, and does not sample over them")
  void refuses() {
    test(2);
    Map<String, NpyArray> arrays = Npz.read(run.resolve(POINTS));
    double[] weights = new double[64];
    assertRefused(arrays, "log_weights", NpyArray.of(weights, 4, 16), "is damaged");
    weights[5] = Double.NaN;
    assertRefused(arrays, "log_weights", NpyArray.of(weights, 2, 32), "is damaged");
    assertRefused(arrays, "acceptance", NpyArray.of(new double[] {0.5, 1.5}, 2), "is damaged");
    assertRefused(arrays, "step_sizes", NpyArray.of(new double[] {-1, 1}, 2), "is damaged");
    assertRefused(arrays, "reverse_log_weights", NpyArray.of(new double[64], 2, 32), "is damaged");
    assertRefused(arrays, "seed", NpyArray.of(new long[] {12345}), "has chains of seed 12345");
  }

  @Test
  @DisplayName("is read back as it was, with the bound that it is compared with")
  void readBack() {
    bound(3);
    AnnealingResult test = test(3);
    AnnealingResult simulated = anneal(options(Start.POSTERIOR, AnnealedRows.SIMULATED, 2));
    List<AnnealingResult> read = AnnealingFolder.read(FinishedRun.read(run));
    assertThat(read)
        .extracting(AnnealingResult::rows)
        .containsExactly(test.rows(), simulated.rows());
    assertThat(read.get(0).lower()).isEqualTo(test.lower());
    assertThat(read.get(0).gained()).isPresent().isEqualTo(test.gained());
    assertThat(read.get(0).rowsSha256()).isEqualTo(test.rowsSha256());
    assertThat(read.get(0).settings()).isEqualTo(test.settings());
    assertThat(read.get(1).upper()).isPresent().isEqualTo(simulated.upper());
    assertThat(read.get(1).gained()).isEmpty();
  }

  @Test
  @DisplayName("is refused where its summary has other numbers, rows or settings than its chains")
  void contradictions() throws IOException {
    test(3);
    assertThat(AnnealingFolder.read(FinishedRun.read(run))).hasSize(1);
    String json = Files.readString(run.resolve(SUMMARY));
    for (String[] change :
        new String[][] {
          {"\"n\" : 3", "\"n\" : 4"},
          {"\"n\" : 3", "\"n\" : 2"},
          {"\"mean\" : -", "\"mean\" : -1"},
          {"\"acceptance\"", "\"upper\" : {\"mean\" : 1}, \"acceptance\""}
        }) {
      ForgedFiles.write(
          run,
          SUMMARY,
          out -> out.write(json.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8)));
      assertContradiction(SUMMARY, POINTS);
    }
    ForgedFiles.write(run, SUMMARY, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    byte[] points = Files.readAllBytes(run.resolve(POINTS));
    String fitted = "likelihood-ais-test-4x32-prior-fitted-01234567";
    ForgedFiles.write(run, fitted + ".npz", out -> out.write(points));
    ForgedFiles.write(
        run, fitted + ".json", out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    assertThat(AnnealingFolder.read(FinishedRun.read(run))).as("own prior").hasSize(1);
    assertContradiction(fitted + ".json", fitted + ".npz");
  }

  private void assertContradiction(String summary, String points) {
    FinishedRun finished = FinishedRun.read(run);
    assertThatThrownBy(() -> AnnealingFolder.check(finished))
        .isInstanceOf(ElboException.class)
        .hasMessage(
            "%s and %s are not of one computation; call elbo ais again"
                .formatted(run.resolve(summary), run.resolve(points)));
  }

  @Test
  @DisplayName("of rows that the model made needs the reverse chains")
  void withoutReverse() {
    AnnealingOptions two = options(Start.POSTERIOR, AnnealedRows.SIMULATED, 2);
    String points = AnnealingFolder.name(anneal(two)) + ".npz";
    Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(run.resolve(points)));
    arrays.remove("reverse_log_weights");
    ForgedFiles.write(run, points, Npz.content(arrays));
    assertThatThrownBy(() -> anneal(two))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll(points, "is damaged", "reverse_log_weights");
  }

  private void assertRefused(
      Map<String, NpyArray> arrays, String name, NpyArray wrong, String message) {
    Map<String, NpyArray> changed = new LinkedHashMap<>(arrays);
    changed.put(name, wrong);
    ForgedFiles.write(run, POINTS, Npz.content(changed));
    assertThatThrownBy(() -> test(2))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll(run.resolve(POINTS).toString(), message, "call elbo ais again");
  }
}
