package org.elbosurgery.framework.experiment;

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
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.exchange.PointsFile;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.option.Difference;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.PosteriorSurgery;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.training.RmsProp;
import org.elbosurgery.framework.training.TrainingOptions;
import org.elbosurgery.framework.training.TrainingProgress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments from options to the run folder, on the synthetic data with small networks. */
@DisplayName("An experiment")
final class ExperimentTest {

  private final ExperimentResolver resolver =
      SmallExperiments.INJECTOR.getInstance(ExperimentResolver.class);
  private final ExperimentRunner runner =
      SmallExperiments.INJECTOR.getInstance(ExperimentRunner.class);

  @TempDir private Path folder;

  private static Experiment experiment(String... changes) {
    return SmallExperiments.with(changes);
  }

  private Result run(Experiment experiment, String name) throws InterruptedException {
    return SmallExperiments.run(experiment, folder.resolve(name));
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        files.put(folder.relativize(file).toString(), digest(file));
      }
    }
    return files;
  }

  private static String digest(Path file) throws IOException {
    return Arrays.toString(Files.readAllBytes(file));
  }

  @Test
  @DisplayName("gives terms that fit together, and leaves every file")
  void leavesEverything() throws Exception {
    Experiment experiment = experiment();
    Result result = run(experiment, "run");
    assertThat(result.train().size()).isEqualTo(300);
    assertThat(result.test().orElseThrow().size()).isEqualTo(500);
    for (Surgery surgery : List.of(result.train(), result.test().orElseThrow())) {
      assertConsistent(surgery);
    }
    assertThat(result.provenance().epochs()).isEqualTo(3);
    assertThat(result.provenance().bestEpoch()).isEmpty();
    // Weights and biases of 64 -> 8 -> 2 means and 2 log-variances, and of 2 -> 8 -> 64; the prior.
    assertThat(result.provenance().parameters())
        .contains(64 * 8 + 8 + 2 * (8 * 2 + 2) + 2 * 8 + 8 + 8 * 64 + 64 + 2);
    assertThat(result.provenance().spec()).isEqualTo(experiment.spec());
    assertThat(files(folder.resolve("run")).keySet())
        .containsExactlyInAnyOrder(
            ".lock",
            "SHA256SUMS",
            "spec.json",
            "metrics.csv",
            "checkpoint/step-00000010.npz",
            "checkpoint/step-00000015.npz",
            "codes.npz",
            "codes-test.npz",
            "points.npz",
            "points-test.npz",
            "prior.npz",
            "result.json");
    assertThat(Files.readAllLines(folder.resolve("run/metrics.csv")))
        .hasSize(4)
        .startsWith("epoch,elbo,reconstruction,average_kl,validation_elbo,seconds");
    Map<String, Object> written = Json.read(folder.resolve("run/result.json"));
    assertThat(written.remove("files"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys(
            "codes.npz", "codes-test.npz", "points.npz", "points-test.npz", "prior.npz");
    assertThat(written)
        .isEqualTo(Json.read(written("again.json", Json.text(ResultJson.of(result)))));
  }

  /**
   * The residual of a right decomposition is zero in mean; of two normal variables one is beyond 4
   * standard errors with probability 1.3e-4. The seed is fixed: the test fails always or never.
   */
  private static void assertConsistent(Surgery surgery) {
    Estimate elbo = surgery.elbo().orElseThrow();
    double reconstruction = surgery.reconstruction().orElseThrow().mean();
    double averageKl = surgery.terms().averageKl().mean();
    double information = surgery.terms().mutualInformation().mean();
    assertThat(elbo.mean()).isCloseTo(reconstruction - averageKl, within(1e-12));
    assertThat(elbo.standardError()).isPositive();
    assertThat(information).isBetween(0.0, Math.min(Math.log(surgery.size()), averageKl));
    Estimate residual = surgery.terms().residual();
    assertThat(residual.standardError()).isPositive();
    assertThat(Math.abs(residual.mean())).isLessThan(4 * residual.standardError());
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  @DisplayName("leaves codes and a prior that give its terms again, by themselves")
  void codesAndPriorReadBack() throws Exception {
    Experiment experiment = experiment();
    Result result = run(experiment, "run");
    Posteriors posteriors = PosteriorsFile.read(folder.resolve("run/codes.npz"));
    DiagonalGaussianMixture prior =
        (DiagonalGaussianMixture) PriorFile.read(folder.resolve("run/prior.npz"));
    assertThat(posteriors.size()).isEqualTo(300);
    assertThat(posteriors.dimensions()).isEqualTo(2);
    assertThat(prior.components()).isEqualTo(1);
    assertThat(prior.means()).doesNotContain(0.3).doesNotContain((double) 0.3f); // it was trained
    Surgery alone =
        new PosteriorSurgery()
            .operate(
                posteriors,
                prior,
                experiment.estimator(),
                Budget.of(2, 1),
                experiment.random().named("surgery").named("train"));
    assertThat(alone.terms()).isEqualTo(result.train().terms());
    assertThat(alone.reconstruction()).isEmpty();
    assertThat(alone.elbo()).isEmpty();
  }

  @Test
  @DisplayName("leaves what each data point adds, whose averages are its terms")
  void pointsReadBack() throws Exception {
    Result result = run(experiment(), "run");
    PointTerms train = PointsFile.read(folder.resolve("run/points.npz"));
    PointTerms test = PointsFile.read(folder.resolve("run/points-test.npz"));
    assertThat(result.train().points()).contains(train);
    assertThat(result.test().orElseThrow().points()).contains(test);
    assertThat(train.size()).isEqualTo(300);
    assertThat(test.size()).isEqualTo(500);
    assertThat(StatUtils.mean(train.reconstruction()))
        .isCloseTo(result.train().reconstruction().orElseThrow().mean(), within(1e-9));
    assertThat(StatUtils.mean(train.elbo()))
        .isCloseTo(result.train().elbo().orElseThrow().mean(), within(1e-9));
    assertThat(StatUtils.mean(train.values().averageKl()))
        .isCloseTo(result.train().terms().averageKl().mean(), within(1e-9));
  }

  @Test
  @DisplayName("gives the same bits when only its surgery is repeated, and writes nothing then")
  void decomposesAgain() throws Exception {
    Experiment experiment = experiment();
    Result result = run(experiment, "run");
    Map<String, String> before = files(folder);
    RunFolder run = RunFolder.open(folder.resolve("run"));
    assertThat(runner.decompose(experiment, run, ExperimentListener.NONE)).isEqualTo(result);
    assertThat(files(folder)).isEqualTo(before);
    Result finer = runner.decompose(experiment("samples", "50"), run, ExperimentListener.NONE);
    assertThat(finer.train().terms().residual().samples())
        .isGreaterThan(result.train().terms().residual().samples());
  }

  /** Interrupts training after a step, counted from 1. */
  private record InterruptAfter(int step) implements ExperimentListener {
    @Override
    public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
      if (progress.iteration() == step) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  @DisplayName("interrupted and resumed, leaves the bytes of one undisturbed (identity 24)")
  void resumes() throws Exception {
    // Early stopping holds rows out and keeps the best parameters: state that has to survive too.
    Experiment experiment = experiment("patience", "2", "warmup", "2", "binarize", "dynamic");
    run(experiment, "whole");
    Path parts = folder.resolve("parts");
    RunFolder run = RunFolder.create(parts, experiment);
    for (int step : List.of(2, 5, 7)) {
      assertThatThrownBy(() -> runner.run(experiment, run, new InterruptAfter(step)))
          .isInstanceOf(InterruptedException.class);
      assertThat(parts.resolve("result.json")).doesNotExist();
    }
    Experiment again = resolver.resolve(RunFolder.open(parts).spec());
    assertThat(again.spec()).isEqualTo(experiment.spec());
    runner.run(again, RunFolder.open(parts), ExperimentListener.NONE);
    for (String file :
        List.of(
            "result.json",
            "spec.json",
            "codes.npz",
            "codes-test.npz",
            "points.npz",
            "points-test.npz",
            "prior.npz")) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(folder.resolve("whole/" + file));
    }
  }

  @Test
  @DisplayName("cannot be decomposed before its training is finished")
  void unfinished() {
    Experiment experiment = experiment();
    RunFolder run = RunFolder.create(folder.resolve("run"), experiment);
    assertThatThrownBy(() -> runner.run(experiment, run, new InterruptAfter(6)))
        .isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> runner.decompose(experiment, run, ExperimentListener.NONE))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("is not finished; finish it with elbo run --resume");
    run.writeFailure(ElboException.numeric(List.of("the loss is NaN", "at step 9")));
    assertThatThrownBy(() -> runner.decompose(experiment, run, ExperimentListener.NONE))
        .isInstanceOf(ElboException.class)
        .hasMessage("the run in %s failed: the loss is NaN; at step 9", run.path());
  }

  @Test
  @DisplayName("writes all its options, and is made of them again")
  void specRoundTrip() {
    Experiment experiment = experiment("prior", "shifted", "decoder", "mlp:likelihood=gaussian");
    RunFolder run = RunFolder.create(folder.resolve("run"), experiment);
    ExperimentSpec read = run.spec();
    assertThat(read).isEqualTo(experiment.spec());
    assertThat(read.differences(experiment.spec())).isEmpty();
    assertThat(read.values().get("decoder"))
        .isEqualTo(
            "mlp:hidden-layers=2,hidden-units=500,activation=softplus,likelihood=gaussian,scale=shared,initial-scale=0,initialization=glorot");
    assertThat(experiment("latent", "3").spec().differences(read))
        .extracting(Difference::text)
        .contains("latent was 3, is 2");
  }

  @Test
  @DisplayName("refuses data that are not those it was started with")
  void refusesOtherData() throws Exception {
    Path first = folder.resolve("first.npz");
    Path second = folder.resolve("second.npz");
    writeBits(first, 1);
    writeBits(second, 2);
    Path data = Files.copy(first, folder.resolve("data.npz"));
    Experiment experiment = experiment("data", data.toString(), "limit", "0", "epochs", "1");
    run(experiment, "run");
    Files.delete(data);
    Files.copy(second, data);
    RunFolder run = RunFolder.open(folder.resolve("run"));
    Experiment other = resolver.resolve(run.spec());
    assertThatThrownBy(() -> runner.run(other, run, ExperimentListener.NONE))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("the data are not those of")
        .hasMessageContaining(experiment.data().sha256())
        .hasMessageContaining(other.data().sha256());
  }

  private static void writeBits(Path file, long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] bits = new float[20 * 5];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = random.nextInt(2);
    }
    Npz.write(file, Map.of("train", NpyArray.of(bits, 20, 5)));
  }

  @Test
  @DisplayName("tells a damaged spec.json, and a folder that is none, as a user's mistake")
  void damagedSpec() throws Exception {
    RunFolder run = RunFolder.create(folder.resolve("run"), experiment());
    Path spec = folder.resolve("run/spec.json");
    String whole = Files.readString(spec);
    List<String> damaged = new ArrayList<>();
    damaged.add("");
    damaged.add("[]");
    damaged.add("{}");
    damaged.add(whole.substring(0, whole.length() / 2));
    damaged.add(whole.replace("\"latent\" : \"2\"", "\"latent\" : \"none\""));
    damaged.add(whole.replace("\"latent\"", "\"latnet\""));
    for (String text : damaged) {
      Files.writeString(spec, text);
      assertThatThrownBy(() -> RunFolder.open(run.path()).spec())
          .hasMessageContaining(spec + " is damaged: its SHA-256");
      ForgedFiles.write(run.path(), "spec.json", text);
      assertThatThrownBy(() -> RunFolder.open(run.path()).spec())
          .as(text)
          .isInstanceOfSatisfying(
              ElboException.class,
              e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER));
    }
    assertThatThrownBy(() -> RunFolder.open(folder))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("is not a run folder: it has no spec.json");
  }

  @Test
  @DisplayName("tells all that is wrong with what its options name, together")
  void collectsProblems() {
    Map<String, String> given =
        Map.of("prior", "shiftd", "encoder", "mlp:hidden-units=0", "latent", "0", "data", "minst");
    Problems problems = Problems.user();
    problems.check(() -> resolver.resolve(new ExperimentSpec(), given));
    assertThat(problems.all())
        .hasSize(4)
        .anyMatch(p -> p.contains("latent"))
        .anyMatch(p -> p.contains("did you mean shifted?"))
        .anyMatch(p -> p.contains("hidden-units"))
        .anyMatch(p -> p.contains("mnist"));
  }

  @Test
  @DisplayName("refuses a spec that Java has made of values that no text could have")
  void refusesSpecsMadeInJava() {
    ExperimentSpec usual = ExperimentSpec.create(Map.of("data", "synthetic", "prior", "standard"));
    ModelOptions model = usual.model();
    ModelOptions flat = new ModelOptions(0, model.prior(), model.encoder(), model.decoder());
    SurgeryOptions none = new SurgeryOptions(usual.surgery().estimator(), 0);
    ExperimentSpec bad =
        new ExperimentSpec(usual.data(), flat, withDecay(usual.training(), 2), none, usual.run());
    Problems problems = Problems.user();
    problems.check(() -> resolver.resolve(bad));
    assertThat(problems.all())
        .startsWith(
            "option latent: 0 is out of range; allowed: from 1 to 4096",
            "option optimizer: option decay: 2 is out of range; allowed: from 0 to 0.999999",
            "option samples: 0 is out of range; allowed: from 1 to 100000");
  }

  private static TrainingOptions withDecay(TrainingOptions usual, double decay) {
    return new TrainingOptions(
        usual.epochs(),
        usual.batch(),
        usual.learningRate(),
        new RmsProp(decay, 0, 1e-8),
        usual.schedule(),
        usual.weightDecay(),
        usual.beta(),
        usual.warmup(),
        usual.freeBits(),
        usual.samplesPerRow(),
        usual.patience(),
        usual.keep(),
        usual.clipNorm(),
        usual.normalizeGradients(),
        usual.checkpointEvery(),
        usual.surgeryEvery());
  }
}
