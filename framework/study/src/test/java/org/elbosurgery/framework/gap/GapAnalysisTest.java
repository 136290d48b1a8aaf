package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.assertj.core.util.DoubleComparator;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.graph.TinyModel.CutPrior;
import org.elbosurgery.framework.graph.TinyModel.ShiftedPrior;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gap analysis")
final class GapAnalysisTest {

  private static final GapRequest REQUEST =
      new GapRequest(
          List.of(PluginSpec.parse("shifted")),
          new FitOptions(300, 50, 0.03, 10, 2),
          new GapOptions(8, 1),
          true);

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private final GapAnalysis analysis = SmallExperiments.INJECTOR.getInstance(GapAnalysis.class);
  private Path run;

  @BeforeAll
  static void runOnce() throws InterruptedException {
    SmallExperiments.run(SmallExperiments.with(), shared.resolve("run"));
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    FileUtils.copyDirectory(shared.resolve("run").toFile(), run.toFile());
  }

  private RunGap analyse() {
    return analysis.run(FinishedRun.read(run), REQUEST, TaskListener.NONE);
  }

  @Test
  @DisplayName("holds standard, own and fitted prior and q(z) itself against both splits")
  void priors() {
    RunGap gap = analyse();
    assertThat(gap.priors())
        .extracting(PriorOnCodes::kind)
        .containsExactly(Kind.STANDARD, Kind.OWN, Kind.FITTED, Kind.AGGREGATE);
    PriorOnCodes standard = gap.priors().get(0);
    PriorOnCodes own = gap.priors().get(1);
    PriorOnCodes fitted = gap.priors().get(2);
    PriorOnCodes aggregate = gap.priors().get(3);
    assertThat(gap.train().size()).isEqualTo(300);
    assertThat(gap.test().orElseThrow().size()).isEqualTo(500);
    assertThat(standard.train().gapClosed()).contains(Estimate.exact(0));
    assertThat(aggregate.train().gapClosed()).contains(Estimate.exact(1));
    assertThat(gap.fit(fitted).orElseThrow().prior().parameters().count()).isEqualTo(2);
    // Fitted to five sixths of these codes, it is better than the one trained three epochs with
    // them.
    assertThat(fitted.train().marginalKl().mean()).isLessThan(own.train().marginalKl().mean());
    for (PriorOnCodes prior : gap.priors()) {
      double share = prior.train().marginalKl().mean() / standard.train().marginalKl().mean();
      assertThat(prior.train().gapClosed().orElseThrow().mean()).isCloseTo(1 - share, within(1e-9));
      assertThat(prior.train().trainAggregateGain()).isEmpty();
      // KL(q || p) = cross-entropy - entropy, and the entropy is the same for all.
      assertThat(prior.train().crossEntropy().mean() - prior.train().marginalKl().mean())
          .isCloseTo(aggregate.train().crossEntropy().mean(), within(1e-9));
    }
    PriorGap test = own.test().orElseThrow();
    assertThat(test.trainAggregateGain().orElseThrow().mean())
        .isCloseTo(
            test.marginalKl().mean() - aggregate.test().orElseThrow().marginalKl().mean(),
            within(1e-9));
  }

  @Test
  @DisplayName("agrees with the run's own surgery within the errors")
  void agreesWithTheRun() {
    FinishedRun finished = FinishedRun.read(run);
    RunGap gap = analyse();
    Estimate then = finished.result().train().terms().marginalKl();
    Estimate now = gap.priors().get(1).train().marginalKl();
    assertThat(now.mean() - then.mean())
        .isCloseTo(0, within(5 * Math.hypot(now.standardError(), then.standardError())));
  }

  @Test
  @DisplayName("takes the gap of all training codes apart, and bounds it from nested eighths")
  void parts() {
    RunGap gap = analyse();
    Posteriors posteriors = FinishedRun.read(run).posteriors(Split.TRAIN).orElseThrow();
    double[] mean = posteriors.means().mean(0).toDoubleVector();
    double half = (mean[0] * mean[0] + mean[1] * mean[1]) / 2;
    assertThat(gap.moments().mean()).isCloseTo(half, within(1e-6));
    assertThat(gap.dimensions().dimensions())
        .extracting(LatentDimension::mean)
        .usingComparatorForType(new DoubleComparator(1e-6), Double.class)
        .containsExactly(mean[0], mean[1]);
    assertThat(gap.curve()).extracting(PopulationBounds::size).containsExactly(37, 75, 150, 300);
  }

  @Test
  @DisplayName("leaves gap.json in the run folder, and takes the place of an earlier one")
  void file() throws IOException {
    Files.writeString(run.resolve("gap.json"), "earlier");
    RunGap gap = analyse();
    Path again = Files.writeString(folder.resolve("again.json"), Json.text(GapJson.of(gap)));
    assertThat(Json.read(run.resolve("gap.json"))).isEqualTo(Json.read(again));
    assertThat(Json.read(run.resolve("gap.json")).keySet())
        .containsExactly(
            "d",
            "train",
            "test",
            "priors",
            "moments",
            "totalCorrelation",
            "dimensionWiseKl",
            "activeUnits",
            "dimensionsInUse",
            "dimensions",
            "curve",
            "provenance");
    assertThat(GapJson.of(analyse())).isEqualTo(GapJson.of(gap));
  }

  @Test
  @DisplayName("interrupted, leaves the fits; the same analysis goes on from them to the same bits")
  void interrupted() throws IOException {
    RunGap undisturbed = analyse();
    Files.delete(run.resolve("gap.json"));
    Files.delete(kept());
    GapJob job = analysis.prepare(FinishedRun.read(run), REQUEST);
    try {
      assertThatThrownBy(
              () ->
                  analysis.run(job, (task, done, total) -> interruptAt(task, "gap of train codes")))
          .isInstanceOf(CancellationException.class);
    } finally {
      Thread.interrupted();
    }
    assertThat(run.resolve("gap.json")).doesNotExist();
    assertThat(kept()).exists();
    List<String> tasks = new ArrayList<>();
    RunGap again = analysis.run(job, (task, done, total) -> tasks.add(task));
    assertThat(tasks).contains("gap of train codes").doesNotContain("fitting shifted");
    assertThat(GapJson.of(again)).isEqualTo(GapJson.of(undisturbed));
  }

  @Test
  @DisplayName("fits anew what was fitted otherwise, and names a damaged fit")
  void keptFits() throws IOException {
    analyse();
    List<String> tasks = new ArrayList<>();
    GapRequest other =
        new GapRequest(
            REQUEST.priors(), new FitOptions(301, 50, 0.03, 10, 2), REQUEST.options(), false);
    analysis.run(FinishedRun.read(run), other, (task, done, total) -> tasks.add(task));
    assertThat(tasks).contains("fitting shifted");
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("fit-")).toList()) {
        ForgedFiles.write(
            run,
            file.getFileName().toString(),
            Npz.content(Map.of("parameters/prior/mean", NpyArray.of(new float[3], 3))));
      }
    }
    assertThatThrownBy(this::analyse)
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContainingAll("prior shifted", "delete it to fit the prior again");
  }

  /** As a plugin would be after a change of its formula: other numbers for the same parameters. */
  @Test
  @DisplayName("fits anew what another prior has left under the same name")
  void changedPrior() throws IOException {
    RunGap undisturbed = analyse();
    Map<String, NpyArray> arrays = new HashMap<>(Npz.read(kept()));
    arrays.put("cross_entropies", NpyArray.of(new double[] {3, 2}, 2));
    ForgedFiles.write(run, kept().getFileName().toString(), Npz.content(arrays));
    assertThat(GapJson.of(analyse())).isEqualTo(GapJson.of(undisturbed));
    assertThat(Npz.read(kept()).get("cross_entropies").doubles()[1]).isNotEqualTo(2);
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("fit-shifted-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private final Thread worker = Thread.currentThread();

  private void interruptAt(String task, String fatal) {
    if (task.equals(fatal)) {
      worker.interrupt();
    }
  }

  @Test
  @DisplayName("refuses one test row before it begins: there is no spread between data points")
  void oneTestRow() throws IOException {
    ForgedFiles.replace(run, "result.json", "\"n\" : 500", "\"n\" : 1");
    ForgedFiles.adopt(
        run,
        "codes-test.npz",
        PosteriorsFile.content(new Posteriors(1, 2, new float[2], new float[2])));
    assertThatThrownBy(() -> analysis.prepare(FinishedRun.read(run), REQUEST))
        .isInstanceOf(ElboException.class)
        .hasMessage("one test row has no spread between data points; take more rows");
  }

  @Test
  @DisplayName("names all that is missing or wrong before it begins")
  void problems() throws IOException {
    FileUtils.deleteDirectory(run.resolve("checkpoint").toFile());
    Files.delete(run.resolve("codes.npz"));
    Files.writeString(run.resolve("codes-test.npz"), "damaged");
    Files.createDirectory(run.resolve("gap.json"));
    GapRequest request =
        GapRequest.of(List.of(PluginSpec.parse("shifted"), PluginSpec.parse("shiftd")));
    assertThatThrownBy(() -> analysis.prepare(FinishedRun.read(run), request))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> {
              assertThat(e.category()).isEqualTo(ElboException.Category.USER);
              assertThat(e.problems()).hasSize(5);
            })
        .hasMessageContainingAll(
            "gap.json cannot be written",
            "no checkpoint",
            "codes.npz is missing",
            "codes-test.npz",
            "unknown prior shiftd");
  }

  @Test
  @DisplayName("names a prior whose density is infinite at a code, and holds the others against it")
  void infiniteDensity() {
    Injector injector =
        Guice.createInjector(
            new ElboModule(GapAnalysisTest.class.getClassLoader()),
            binder -> {
              Multibinder<Class<? extends Prior>> priors =
                  Multibinder.newSetBinder(binder, new TypeLiteral<Class<? extends Prior>>() {});
              priors.addBinding().toInstance(ShiftedPrior.class);
              priors.addBinding().toInstance(CutPrior.class);
            });
    GapRequest request =
        new GapRequest(
            List.of(PluginSpec.parse("cut"), PluginSpec.parse("shifted")),
            REQUEST.fit(),
            REQUEST.options(),
            false);
    RunGap gap =
        injector
            .getInstance(GapAnalysis.class)
            .run(FinishedRun.read(run), request, TaskListener.NONE);
    FailedFit failed = gap.failedFits().get(0);
    assertThat(failed.prior()).isEqualTo(PluginSpec.parse("cut"));
    assertThat(failed.problems())
        .allMatch(problem -> problem.contains("logProb is -Infinity"))
        .isNotEmpty();
    assertThat(gap.priors())
        .extracting(PriorOnCodes::kind)
        .containsExactly(Kind.STANDARD, Kind.OWN, Kind.FITTED, Kind.AGGREGATE);
    assertThat(GapJson.of(gap).get("priors")).isEqualTo(GapJson.of(analyse()).get("priors"));
  }

  @Test
  @DisplayName("names a prior that cannot be fitted, and holds the others against the codes")
  void namesThePrior() {
    GapRequest request =
        new GapRequest(
            List.of(PluginSpec.parse("shifted")),
            new FitOptions(10, 50, 1e30, 2, 2),
            new GapOptions(2, 1),
            false);
    RunGap gap = analysis.run(FinishedRun.read(run), request, TaskListener.NONE);
    FailedFit failed = gap.failedFits().get(0);
    assertThat(failed.prior()).isEqualTo(PluginSpec.parse("shifted"));
    assertThat(failed.problems()).singleElement().asString().startsWith("the cross-entropy is");
    assertThat(gap.priors())
        .extracting(PriorOnCodes::kind)
        .containsExactly(Kind.STANDARD, Kind.OWN, Kind.AGGREGATE);
    assertThat(Json.read(run.resolve("gap.json"))).containsKey("failedFits");
  }
}
