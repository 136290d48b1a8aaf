package org.elbosurgery.framework.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.annealing.AnnealedRows;
import org.elbosurgery.framework.annealing.AnnealingFolder;
import org.elbosurgery.framework.annealing.AnnealingOptions;
import org.elbosurgery.framework.annealing.AnnealingResolver;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.annealing.AnnealingRunner;
import org.elbosurgery.framework.annealing.Start;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.comparison.ComparisonFolder;
import org.elbosurgery.framework.exchange.PointsFile;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.experiment.DataDigests;
import org.elbosurgery.framework.experiment.EpochCodes;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.gap.FitOptions;
import org.elbosurgery.framework.gap.GapAnalysis;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.gap.GapOptions;
import org.elbosurgery.framework.gap.GapRequest;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.likelihood.LikelihoodListener;
import org.elbosurgery.framework.likelihood.LikelihoodOptions;
import org.elbosurgery.framework.likelihood.LikelihoodResolver;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.likelihood.LikelihoodRunner;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.Sweep;
import org.elbosurgery.framework.sweep.SweepFolder;
import org.elbosurgery.framework.sweep.SweepSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flips single bits in every kind of file that the program leaves, and reads everything again. The
 * build does it a few thousand times; with {@code -Dtest=BitFlipTest -Dflips=100000} it is a matter
 * of minutes.
 */
@DisplayName("A flipped bit in any file")
final class BitFlipTest {

  private static final int FLIPS = Integer.getInteger("flips", 3000);

  @TempDir private static Path folder;
  private static Path cell;

  @BeforeAll
  static void makeFolders() throws InterruptedException {
    Path run = folder.resolve("run");
    SmallExperiments.run(SmallExperiments.with("patience", "1", "surgery-every", "2"), run);
    GapRequest request =
        new GapRequest(
            List.of(PluginSpec.parse("shifted")),
            new FitOptions(2, 50, 0.03, 2, 1),
            new GapOptions(2, 1),
            false);
    SmallExperiments.INJECTOR
        .getInstance(GapAnalysis.class)
        .run(FinishedRun.read(run), request, TaskListener.NONE);
    LikelihoodOptions options = new LikelihoodOptions(5, Split.TEST, 20, 1);
    new LikelihoodRunner()
        .run(
            SmallExperiments.INJECTOR
                .getInstance(LikelihoodResolver.class)
                .resolve(List.of(run), options),
            LikelihoodListener.NONE);
    AnnealingOptions annealing =
        new AnnealingOptions("trained", Start.POSTERIOR, 4, 2, AnnealedRows.TEST, 20, 1);
    new AnnealingRunner()
        .run(
            SmallExperiments.INJECTOR
                .getInstance(AnnealingResolver.class)
                .resolve(run, Optional.empty(), annealing),
            LikelihoodListener.NONE);
    ComparisonFolder.create(folder.resolve("comparison"), List.of(SmallExperiments.with()));
    Cell failed =
        new Cell(
            "shifted",
            FinishedRun.read(run).spec(),
            DataDigests.of(FinishedRun.read(run).dataSha256()),
            PluginBuilds.UNKNOWN,
            15);
    SweepFolder sweep =
        SweepFolder.of(
            folder.resolve("sweep"),
            new Sweep(new SweepSpec(Map.of("prior", List.of("shifted"))), List.of(failed)));
    cell = sweep.run(failed);
    RunFolder.create(cell, failed.spec(), failed.digests(), failed.plugins())
        .writeFailure(ElboException.numeric("the loss is NaN"));
  }

  /** What reads files whose paths match, and gives what it read as text. */
  private static final Map<String, Supplier<String>> READERS = new LinkedHashMap<>();

  static {
    READERS.put(
        "run/(SHA256SUMS|spec.json|result.json)",
        () -> Json.text(ResultJson.of(run().result())) + run().folder().spec().values());
    READERS.put("run/points.npz", () -> points(Split.TRAIN));
    READERS.put("run/points-test.npz", () -> points(Split.TEST));
    READERS.put("run/codes.npz", () -> codes(Split.TRAIN));
    READERS.put("run/codes-test.npz", () -> codes(Split.TEST));
    READERS.put("run/(codes|prior)-epoch-.*", BitFlipTest::epochCodes);
    READERS.put("run/terms.csv", () -> run().terms().toString());
    READERS.put("run/metrics.csv", () -> run().metrics().toString());
    READERS.put(
        "run/prior.npz",
        () -> Sha256.of(PriorFile.content((DiagonalGaussianMixture) run().prior().orElseThrow())));
    READERS.put(
        "run/checkpoint/.*",
        () -> run().folder().checkpoints().newest().orElseThrow().progress().toString());
    READERS.put("run/gap.json", () -> GapJson.read(run().path()).orElseThrow().toString());
    READERS.put("run/fit-.*", BitFlipTest::fit);
    READERS.put("run/likelihood-test-.*", BitFlipTest::likelihood);
    READERS.put("run/likelihood-ais-.*", BitFlipTest::annealing);
    READERS.put(
        "comparison/(SHA256SUMS|comparison.json)",
        () -> ComparisonFolder.open(folder.resolve("comparison")).specs().toString());
    READERS.put("comparison/1-shifted/.*", () -> read(folder.resolve("comparison/1-shifted")));
    READERS.put("sweep/(SHA256SUMS|sweep.json)", () -> sweep().sweep().toString());
    READERS.put("sweep/cells/.*", () -> read(cell));
  }

  private static FinishedRun run() {
    return FinishedRun.read(folder.resolve("run"));
  }

  private static String points(Split split) {
    return Sha256.of(PointsFile.content(run().points(split).orElseThrow()));
  }

  private static String codes(Split split) {
    return Sha256.of(PosteriorsFile.content(run().posteriors(split).orElseThrow()));
  }

  private static String epochCodes() {
    EpochCodes kept = run().epochCodes(run().codesEpochs().get(0));
    return Sha256.of(PosteriorsFile.content(kept.posteriors()))
        + Sha256.of(PriorFile.content((DiagonalGaussianMixture) kept.prior().orElseThrow()));
  }

  private static String fit() {
    CheckedFolder files = run().folder().files();
    String name =
        files.names().stream().filter(n -> n.startsWith("fit-")).findFirst().orElseThrow();
    return Sha256.of(Npz.content(Npz.read(files.findUnlessDeleted(name).orElseThrow())));
  }

  private static String likelihood() {
    LikelihoodResult likelihood = LikelihoodFolder.read(run()).get(0);
    return likelihood.rowsSha256() + likelihood.curve() + likelihood.effectiveSampleSize();
  }

  private static String annealing() {
    AnnealingResult annealing = AnnealingFolder.read(run()).get(0);
    return annealing.rowsSha256() + annealing.lower() + annealing.gained() + annealing.stepSize();
  }

  private static SweepFolder sweep() {
    return SweepFolder.open(folder.resolve("sweep"));
  }

  private static String read(Path begun) {
    RunFolder run = RunFolder.open(begun);
    return run.spec().values() + " " + run.failure();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }

  @Test
  @DisplayName("ends in an error that names the file, or in the same numbers")
  void isNoticed(TestReporter reporter) throws IOException {
    List<Path> files = files();
    assertThat(files)
        .extracting(file -> file.getFileName().toString().replaceFirst("-[0-9a-f]{8}", ""))
        .contains("SHA256SUMS", "spec.json", "metrics.csv", "result.json", "failure.json")
        .contains("codes.npz", "codes-test.npz", "points.npz", "points-test.npz", "prior.npz")
        .contains("gap.json", "fit-shifted.npz", "likelihood-test-5.json", "likelihood-test-5.npz")
        .contains("likelihood-ais-test-4x2-posterior.json", "likelihood-ais-test-4x2-posterior.npz")
        .contains("comparison.json", "sweep.json");
    Map<Path, List<Supplier<String>>> readers = new LinkedHashMap<>();
    files.forEach(file -> readers.put(file, readers(file)));
    assertThat(readers).allSatisfy((file, of) -> assertThat(of).as(file.toString()).isNotEmpty());
    Map<Path, List<String>> whole = new LinkedHashMap<>();
    readers.forEach((file, of) -> whole.put(file, of.stream().map(Supplier::get).toList()));
    Random random = new Random(20161209);
    Map<String, Integer> refused = new TreeMap<>();
    int same = 0;
    for (int flip = 0; flip < FLIPS; flip++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] content = Files.readAllBytes(file);
      int bit = random.nextInt(8 * content.length);
      content[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, content);
      if (isRefused(file, bit, readers.get(file), whole.get(file))) {
        refused.merge(folder.relativize(file).toString(), 1, Integer::sum);
      } else {
        same++;
      }
      content[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, content);
    }
    refused.forEach((file, count) -> reporter.publishEntry(file, count + " refused"));
    reporter.publishEntry("flips", FLIPS + ", " + same + " of them of no effect");
    assertThat(same).as("the older checkpoint, which is not read").isLessThan(FLIPS / 10);
  }

  private static List<Supplier<String>> readers(Path file) {
    String path = folder.relativize(file).toString();
    return READERS.entrySet().stream()
        .filter(reader -> path.matches(reader.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static boolean isRefused(
      Path file, int bit, List<Supplier<String>> readers, List<String> whole) {
    List<String> read;
    try {
      read = readers.stream().map(Supplier::get).toList();
    } catch (ElboException e) {
      assertThat(e.category()).isEqualTo(ElboException.Category.USER);
      assertThat(e).as("bit %d", bit).hasMessageContaining(file.toString());
      return true;
    }
    assertThat(read).as("bit %d of %s", bit, file).isEqualTo(whole);
    return false;
  }
}
