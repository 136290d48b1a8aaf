package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.commons.io.FileUtils;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The likelihood of a finished run")
final class LikelihoodRunnerTest {

  private static final String PARTIAL = "likelihood-partial-test-1000.npz";
  private static final String POINTS = "likelihood-test-20.npz";

  @TempDir private static Path shared;

  private static Result ran;

  @TempDir private Path folder;

  private Path run;

  @BeforeAll
  static void runOnce() throws InterruptedException {
    ran = SmallExperiments.run(SmallExperiments.with(), shared.resolve("run"));
    SmallExperiments.run(SmallExperiments.with("seed", "9"), shared.resolve("other"));
    SmallExperiments.run(
        SmallExperiments.with("epochs", "1", "seed", "8"), shared.resolve("shorter"));
    SmallExperiments.run(
        SmallExperiments.with("epochs", "1", "limit", "200"), shared.resolve("fewer"));
    SmallExperiments.run(
        SmallExperiments.with("epochs", "1", "limit", "0", "data", withoutTest()),
        shared.resolve("lone"));
  }

  /** Writes 64 rows of bits, and no test rows. */
  private static String withoutTest() {
    float[] bits = new float[64 * 3];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = i % 5 % 2;
    }
    Path file = shared.resolve("train.npz");
    Npz.write(file, Map.of("train", NpyArray.of(bits, 64, 3)));
    return file.toString();
  }

  @BeforeEach
  void copy() throws IOException {
    run = copyOf("run");
  }

  private Path copyOf(String name) throws IOException {
    Path copy = folder.resolve(name);
    FileUtils.copyDirectory(shared.resolve(name).toFile(), copy.toFile());
    return copy;
  }

  private static List<LikelihoodJob> jobs(LikelihoodOptions options, Path... runs) {
    return SmallExperiments.INJECTOR
        .getInstance(LikelihoodResolver.class)
        .resolve(List.of(runs), options);
  }

  private static LikelihoodResult bound(LikelihoodOptions options, Path run) {
    return new LikelihoodRunner().run(jobs(options, run), LikelihoodListener.NONE).get(0);
  }

  private static LikelihoodOptions test(int samples, int rows) {
    return new LikelihoodOptions(samples, Split.TEST, rows, 1);
  }

  private byte[][] files(int samples) throws IOException {
    String name = "likelihood-test-" + samples;
    return new byte[][] {
      Files.readAllBytes(run.resolve(name + ".npz")),
      Files.readAllBytes(run.resolve(name + ".json"))
    };
  }

  private List<LikelihoodResult> kept() {
    return LikelihoodFolder.read(FinishedRun.read(run));
  }

  @Test
  @DisplayName("starts at the run's own ELBO, rises, and is read back as it was")
  void startsAtTheElbo() {
    LikelihoodResult result = bound(test(200, 0), run);
    Estimate elbo = Term.ELBO.estimate(ran.test().orElseThrow()).orElseThrow();
    BoundEstimate first = result.curve().get(0);
    // Two independent estimates: further than 4.5 standard errors apart by chance 7e-6.
    assertThat(first.estimate().mean())
        .isCloseTo(
            elbo.mean(),
            within(4.5 * Math.hypot(elbo.standardError(), first.estimate().standardError())));
    assertThat(result.bound().samples()).isEqualTo(200);
    assertThat(result.bound().estimate().mean()).isGreaterThan(first.estimate().mean());
    double[] points = result.points().bounds();
    assertThat(result.bound().estimate().mean()).isEqualTo(StatUtils.mean(points));
    assertThat(result.bound().populationError())
        .isCloseTo(Math.sqrt(StatUtils.variance(points) / 500), within(1e-15));
    assertThat(result.effectiveSampleSize().min()).isGreaterThanOrEqualTo(1);

    LikelihoodResult read = kept().get(0);
    assertThat(read.curve()).isEqualTo(result.curve());
    assertThat(read.effectiveSampleSize()).isEqualTo(result.effectiveSampleSize());
    assertThat(read.rowsSha256()).isEqualTo(result.rowsSha256());
  }

  @Test
  @DisplayName("of another split or number of samples is kept beside it, of fewer rows not at all")
  void keepsAll() {
    assertThat(kept()).isEmpty();
    LikelihoodResult better = bound(test(20, 100), run);
    LikelihoodResult worse = bound(test(4, 10), run);
    LikelihoodResult train = bound(new LikelihoodOptions(20, Split.TRAIN, 0, 1), run);
    assertThat(bound(test(20, 10), run).points().size()).isEqualTo(10);
    assertThat(kept())
        .extracting(LikelihoodResult::curve)
        .containsExactly(worse.curve(), better.curve(), train.curve());
    assertThat(kept()).extracting(result -> result.points().size()).containsExactly(10, 100, 300);
    assertThat(kept())
        .extracting(LikelihoodResult::split)
        .containsExactly(Split.TEST, Split.TEST, Split.TRAIN);
  }

  @Test
  @DisplayName("goes on after an interrupt as if there had been none, bit for bit")
  void resumes() throws IOException {
    LikelihoodOptions options = test(1000, 23);
    bound(options, run);
    byte[][] whole = files(1000);
    FileUtils.deleteDirectory(run.toFile());
    copyOf("run");

    interrupt(options);
    assertThat(run.resolve(PARTIAL)).exists();
    assertThat(kept()).isEmpty();
    assertThat(heard(options)).as("the first ten are known").startsWith(11L).endsWith(23L);
    assertThat(files(1000)).isDeepEqualTo(whole);
    assertThat(run.resolve(PARTIAL)).doesNotExist();
  }

  /** Computes bounds with 1000 samples up to the 14th row; the first ten are kept. */
  private void interrupt(LikelihoodOptions options) {
    Thread caller = Thread.currentThread();
    LikelihoodListener interrupting =
        new LikelihoodListener() {
          @Override
          public void advanced(long done, long total) {
            if (done == 14) {
              caller.interrupt();
            }
          }
        };
    List<LikelihoodJob> jobs = jobs(options, run);
    assertThatThrownBy(() -> new LikelihoodRunner(10_000).run(jobs, interrupting))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Computes bounds to the end; returns after how many rows the listener heard. */
  private List<Long> heard(LikelihoodOptions options) {
    List<Long> heard = new ArrayList<>();
    LikelihoodListener hearing =
        new LikelihoodListener() {
          @Override
          public void advanced(long done, long total) {
            heard.add(done);
          }
        };
    new LikelihoodRunner().run(jobs(options, run), hearing);
    return heard;
  }

  @Test
  @DisplayName("goes on after jobs of other samples, another split and fewer rows in between")
  void resumesAfterOthers() throws IOException {
    LikelihoodOptions options = test(1000, 23);
    interrupt(options);
    byte[] partial = Files.readAllBytes(run.resolve(PARTIAL));
    LikelihoodOptions train = new LikelihoodOptions(1000, Split.TRAIN, 23, 1);
    interrupt(train);
    bound(test(20, 40), run);
    LikelihoodResult fewer = bound(test(1000, 4), run);
    assertThat(Files.readAllBytes(run.resolve(PARTIAL))).isEqualTo(partial);
    assertThat(kept()).extracting(LikelihoodResult::curve).contains(fewer.curve());
    assertThat(heard(options)).startsWith(11L).endsWith(23L);
    assertThat(heard(train)).startsWith(11L).endsWith(23L);
  }

  /** The bounds that are kept are neither gone on with nor read. */
  private void assertRefused(String... texts) {
    assertThatThrownBy(() -> bound(test(20, 60), run))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(run.resolve(POINTS).toString())
        .hasMessageContainingAll(texts);
    assertThatThrownBy(this::kept).isInstanceOf(ElboException.class).hasMessageContainingAll(texts);
  }

  @Test
  @DisplayName("with enough samples at each row is kept beside that with all, and read again")
  void untilEss() {
    LikelihoodOptions few = new LikelihoodOptions("trained", 3000, 2, Split.TEST, 3, 1);
    LikelihoodResult result = bound(few, run);
    int[] counts = result.points().sampleCounts();
    assertThat(counts).contains(1000).hasSize(3);
    double mean = Arrays.stream(counts).average().orElseThrow();
    assertThat(result.stopped()).contains(new LikelihoodResult.Stopped(2, mean, 0));
    assertThat(run.resolve("likelihood-test-3000-ess2.npz")).exists();
    LikelihoodResult again = bound(few, run);
    assertThat(again.points().sampleCounts()).isEqualTo(counts);
    assertThat(again.curve()).isEqualTo(result.curve());
    assertThat(kept()).as("reports have bounds of a fixed number of samples").isEmpty();
    LikelihoodResult small = bound(new LikelihoodOptions("trained", 24, 1, Split.TEST, 3, 1), run);
    assertThat(small.stopped())
        .as("24 samples have no Pareto k")
        .contains(new LikelihoodResult.Stopped(1, 24, 3));
    LikelihoodResult all = bound(test(3000, 3), run);
    assertThat(all.stopped()).isEmpty();
    assertThat(all.points().bounds(0)[0]).isNotEqualTo(result.points().bounds(0)[0]);
    assertThat(all.points().sampleCounts()).containsOnly(3000);
  }

  @Test
  @DisplayName("is not computed again where it is known, and goes on where more rows are wanted")
  void reuses() throws IOException {
    bound(test(20, 60), run); // 50 rows are sampled together: the last ten are sampled anew
    LikelihoodResult more = bound(test(20, 110), run);
    byte[][] first = files(20);
    LikelihoodListener deaf =
        new LikelihoodListener() {
          @Override
          public void advanced(long done, long total) {
            throw new AssertionError("nothing is to be computed");
          }
        };
    new LikelihoodRunner().run(jobs(test(20, 110), run), deaf);
    assertThat(files(20)).isDeepEqualTo(first);
    FileUtils.deleteDirectory(run.toFile());
    copyOf("run");
    assertThat(bound(test(20, 110), run).points().bounds()).isEqualTo(more.points().bounds());
  }

  @Test
  @DisplayName("differs from another model's by the difference of the means, with the paired error")
  void difference() throws IOException {
    Path shorter = copyOf("shorter");
    List<LikelihoodResult> results =
        new LikelihoodRunner().run(jobs(test(50, 0), run, shorter), LikelihoodListener.NONE);
    double[] own = results.get(1).points().bounds();
    double[] baseline = results.get(0).points().bounds();
    double[] differences = new double[own.length];
    Arrays.setAll(differences, n -> own[n] - baseline[n]);
    Estimate difference = results.get(1).minus(results.get(0));
    assertThat(difference.mean()).isEqualTo(StatUtils.mean(own) - StatUtils.mean(baseline));
    assertThat(difference.standardError())
        .isEqualTo(Math.sqrt(StatUtils.variance(differences) / 500))
        .isLessThan(results.get(0).bound().populationError());
    assertThat(results.get(0).minus(results.get(0))).isEqualTo(new Estimate(0, 0, 500));
  }

  @Test
  @DisplayName("needs finished runs with rows enough: all problems together, and nothing written")
  void refuses() throws IOException {
    Path unfinished = copyOf("shorter");
    Files.delete(unfinished.resolve("result.json"));
    Path none = folder.resolve("none");
    assertProblems(
        test(20, 501),
        List.of(run, unfinished, none),
        "rows is 501, but " + run + " has 500 test rows; take fewer, or 0 for all",
        "the run in "
            + unfinished
            + " is not finished; finish it with elbo run --resume "
            + unfinished,
        none + " is not a run folder: it has no spec.json; give the --out of an earlier elbo run");
    assertProblems(
        test(20, 1),
        List.of(run),
        "one test row of " + run + " has no standard error; take 2 or more");
    Path lone = copyOf("lone");
    assertProblems(
        test(20, 0),
        List.of(lone),
        "the data of " + lone + " have no test rows; take --split train");
    assertThat(kept()).isEmpty();
  }

  @Test
  @DisplayName(
      "is compared in groups of the same rows; the seed of training and other rows do not matter")
  void groups() throws IOException {
    LikelihoodOptions train = new LikelihoodOptions(20, Split.TRAIN, 0, 1);
    Path fewer = copyOf("fewer");
    Path lone = copyOf("lone");
    assertThat(grouped(train, run, fewer, lone, copyOf("shorter")))
        .containsExactly(List.of(run, folder.resolve("shorter")), List.of(fewer), List.of(lone));
    assertThat(grouped(new LikelihoodOptions(20, Split.TRAIN, 200, 1), run, fewer))
        .containsExactly(List.of(run, fewer));
    assertThat(grouped(test(20, 0), run, fewer)).containsExactly(List.of(run, fewer));
  }

  private List<List<Path>> grouped(LikelihoodOptions options, Path... runs) {
    PointBounds two =
        new LikelihoodRunner().run(jobs(test(2, 2), run), LikelihoodListener.NONE).get(0).points();
    List<LikelihoodResult> results =
        jobs(options, runs).stream()
            .map(
                job ->
                    new LikelihoodResult(
                        job.run().path(),
                        job.run().spec(),
                        Optional.empty(),
                        options.split(),
                        job.rowsSha256(),
                        job.origin(),
                        two,
                        0,
                        Optional.empty()))
            .toList();
    return PairedBound.groups(results).stream()
        .map(group -> group.stream().map(LikelihoodResult::run).toList())
        .toList();
  }

  private static void assertProblems(
      LikelihoodOptions options, List<Path> runs, String... problems) {
    assertThatThrownBy(() -> jobs(options, runs.toArray(Path[]::new)))
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  @Test
  @DisplayName("names a damaged file, and does not compute over it")
  void damaged() throws IOException {
    bound(test(20, 2), run); // numbers of samples 1, 2, 5, 10, 20
    Map<String, NpyArray> arrays = Npz.read(run.resolve(POINTS));
    for (String name : arrays.keySet()) {
      assertDamaged(arrays, name, NpyArray.of(new double[3], 1, 3, 1));
    }
    Map<String, NpyArray> without = new LinkedHashMap<>(arrays);
    without.remove("bounds");
    assertDamaged(without, "it has no array bounds");
    double[] values = new double[10];
    assertDamaged(arrays, "bounds", NpyArray.of(values, 5, 2));
    assertDamaged(arrays, "bounds", NpyArray.of(values, 1, 10));
    assertDamaged(arrays, "effective_sample_sizes", NpyArray.of(new double[] {1, 1, 1}, 3));
    assertDamaged(arrays, "effective_sample_sizes", NpyArray.of(new double[] {1, 20.5}, 2));
    assertDamaged(arrays, "effective_sample_sizes", NpyArray.of(new double[] {0.5, 1}, 2));
    values[7] = -1e-9;
    assertDamaged(arrays, "sampling_variances", NpyArray.of(values, 2, 5));
    for (double wrong : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      values[7] = wrong;
      assertDamaged(arrays, "bounds", NpyArray.of(values, 2, 5));
    }
    assertDamaged(arrays, "samples", NpyArray.of(new long[] {1, 2, 5, 11, 20}, 5));
    assertDamaged(arrays, "samples", NpyArray.of(new long[] {1, 2, 5, 10, -20}, 5));
    assertDamaged(arrays, "samples", NpyArray.of(new long[] {1, 2, 5, 10, 20L << 32}, 5));
    assertDamaged(arrays, "indices", NpyArray.of(new long[] {1, 0}, 2));
    assertDamaged(arrays, "indices", NpyArray.of(new long[] {0, 1, 2}, 3));
    assertDamaged(arrays, "split", NpyArray.of(new long[] {2}));
  }

  private void assertDamaged(Map<String, NpyArray> arrays, String name, NpyArray wrong) {
    Map<String, NpyArray> changed = new LinkedHashMap<>(arrays);
    changed.put(name, wrong);
    assertDamaged(changed, POINTS + " is damaged: ");
  }

  private void assertDamaged(Map<String, NpyArray> arrays, String text) {
    ForgedFiles.write(run, POINTS, Npz.content(arrays));
    assertRefused(text, "delete it, and call elbo likelihood again");
  }
}
