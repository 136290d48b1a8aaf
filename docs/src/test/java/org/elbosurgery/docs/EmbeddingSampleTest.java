package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Injector;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;
import org.elbosurgery.framework.comparison.Comparison;
import org.elbosurgery.framework.comparison.ComparisonListener;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentListener;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.likelihood.LikelihoodListener;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.report.Report;
import org.elbosurgery.framework.sweep.CellStatus;
import org.elbosurgery.framework.sweep.SweepListener;
import org.elbosurgery.framework.table.TableFormat;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.priors.gaussian.GaussianPrior;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The samples on embedding")
final class EmbeddingSampleTest {

  /** Five standard errors: on a new seed one estimate fails with probability 6e-7. */
  private static Offset<Double> error(Estimate estimate) {
    return within(5 * estimate.standardError());
  }

  @Test
  @DisplayName("run an experiment, tell of its epochs, and leave a run folder")
  void runsAnExperiment(@TempDir Path parent) throws InterruptedException {
    List<Integer> epochs = new ArrayList<>();
    ExperimentListener listener =
        new ExperimentListener() {
          @Override
          public void finishedEpoch(TrainingProgress progress, Parameters parameters) {
            epochs.add(progress.epoch());
          }
        };

    Result result =
        EmbeddingSample.run(
            EmbeddingSample.installedPlugins(), "gaussian", parent.resolve("run"), listener);

    assertThat(epochs).containsExactly(1, 2, 3);
    assertThat(result.train().size()).isEqualTo(2000);
    assertThat(result.test()).isPresent();
    assertThat(result.train().terms().averageKl().standardError()).isZero();
    requireIdentity(result.train().terms());
    assertThat(parent.resolve("run/result.json")).isNotEmptyFile();
    assertThat(parent.resolve("run/codes.npz")).isNotEmptyFile();
    assertThat(parent.resolve("run/prior.npz")).isNotEmptyFile();
  }

  @Test
  @DisplayName("run with a prior of their own, whose average KL is sampled")
  void runsWithAnOwnPrior(@TempDir Path parent) throws Exception {
    Path jar = ExampleJar.pack(Files.createDirectories(parent.resolve("jars")));
    requireLaplaceRun(EmbeddingSample.withPluginsOf(jar.getParent()), parent.resolve("from a jar"));
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      Class<? extends Prior> type = loader.loadClass(ExampleJar.CLASS_NAME).asSubclass(Prior.class);
      requireLaplaceRun(EmbeddingSample.withPrior(type), parent.resolve("from a class"));
    }
  }

  private static void requireLaplaceRun(Injector injector, Path folder)
      throws InterruptedException {
    Result result =
        EmbeddingSample.run(injector, "laplace:scale=0.5", folder, ExperimentListener.NONE);

    assertThat(result.provenance().spec().model().prior()).hasToString("laplace:scale=0.5");
    assertThat(result.train().terms().averageKl().standardError()).isPositive();
    requireIdentity(result.train().terms());
    assertThat(folder.resolve("result.json")).isNotEmptyFile();
    assertThat(folder.resolve("prior.npz")).doesNotExist();
    INDArray origin = Nd4j.zeros(DataType.DOUBLE, 1, 2); // log p is 0 there before training
    double trained = EmbeddingSample.trained(injector, folder).logProb(origin).getDouble(0);
    assertThat(trained).isNotCloseTo(0, within(1e-3));
  }

  /** The standard Gaussian has the log-density -log 2 pi at the origin of a plane. */
  @Test
  @DisplayName("give the density of an untrained prior")
  void givesADensity() {
    INDArray origin = Nd4j.zeros(DataType.DOUBLE, 1, 2);

    assertThat(EmbeddingSample.untrained(new GaussianPrior(), 2).logProb(origin).getDouble(0))
        .isCloseTo(-Math.log(2 * Math.PI), within(1e-12));
  }

  @Test
  @DisplayName("compare priors, point by point")
  void comparesPriors(@TempDir Path parent) throws InterruptedException {
    List<String> started = new ArrayList<>();
    ComparisonListener listener =
        new ComparisonListener() {
          @Override
          public void started(Experiment experiment, int number, int count) {
            started.add(number + " of " + count);
          }
        };

    Comparison comparison =
        EmbeddingSample.compare(
            EmbeddingSample.installedPlugins(),
            List.of("gaussian", "mixture:components=4"),
            parent.resolve("comparison"),
            listener);

    assertThat(started).containsExactly("1 of 2", "2 of 2");
    Result mixture = comparison.results().get(1);
    Estimate difference = comparison.differences(mixture, Split.TEST).get(Term.ELBO);
    assertThat(difference.mean())
        .isCloseTo(elbo(mixture).mean() - elbo(comparison.baseline()).mean(), within(1e-12));
    assertThat(difference.standardError()).isPositive();
    assertThat(parent.resolve("comparison/2-mixture/points-test.npz")).isNotEmptyFile();
  }

  @Test
  @DisplayName("sweep over priors and latent sizes, in processes that find the plugins themselves")
  void sweeps(@TempDir Path parent) throws InterruptedException {
    List<String> ended = Collections.synchronizedList(new ArrayList<>());
    SweepListener listener =
        new SweepListener() {
          @Override
          public void ended(CellStatus status) {
            ended.add(status.cell().label() + " " + status.state().label());
          }
        };

    List<CellStatus> cells =
        EmbeddingSample.sweep(
            EmbeddingSample.installedPlugins(), parent.resolve("sweep"), listener);

    assertThat(cells)
        .extracting(cell -> cell.cell().label() + " " + cell.state().label())
        .containsExactly(
            "gaussian, latent 1 done",
            "gaussian, latent 2 done",
            "gaussian:mean=learned, latent 1 done",
            "gaussian:mean=learned, latent 2 done")
        .containsExactlyInAnyOrderElementsOf(ended);
    assertThat(cells.get(3).result().orElseThrow().train().dimensions()).isEqualTo(2);
  }

  @Test
  @DisplayName("fit a prior to the codes of a run, which closes a part of its gap")
  void closesTheGap(@TempDir Path parent) throws InterruptedException {
    Injector injector = EmbeddingSample.installedPlugins();
    Path run = parent.resolve("run");
    EmbeddingSample.run(injector, "gaussian", run, ExperimentListener.NONE);
    List<String> tasks = Collections.synchronizedList(new ArrayList<>());

    Estimate closed =
        EmbeddingSample.gapClosed(
                injector, run, "mixture:components=2", (task, done, total) -> tasks.add(task))
            .orElseThrow();

    assertThat(closed.mean()).isBetween(0.0, 1 + 5 * closed.standardError());
    assertThat(tasks).contains("fitting mixture", "gap of train codes", "gap of test codes");
    assertThat(run.resolve("gap.json")).isNotEmptyFile();
  }

  @Test
  @DisplayName("bound the likelihood under two runs, point by point")
  void comparesLikelihoods(@TempDir Path parent) throws InterruptedException {
    Injector injector = EmbeddingSample.installedPlugins();
    Path gaussian = parent.resolve("gaussian");
    Path mixture = parent.resolve("mixture");
    EmbeddingSample.run(injector, "gaussian", gaussian, ExperimentListener.NONE);
    Result other =
        EmbeddingSample.run(injector, "mixture:components=4", mixture, ExperimentListener.NONE);

    Estimate difference =
        EmbeddingSample.compareLikelihoods(injector, gaussian, mixture, LikelihoodListener.NONE);

    assertThat(difference.standardError()).isPositive();
    LikelihoodResult kept = LikelihoodFolder.read(FinishedRun.read(mixture)).get(0);
    assertThat(kept.bound().estimate().mean())
        .isGreaterThan(elbo(other).mean() - 5 * elbo(other).standardError());
  }

  @Test
  @DisplayName("report runs on a page, with the published rows beside them")
  void reports(@TempDir Path parent) throws Exception {
    Injector injector = EmbeddingSample.installedPlugins();
    Path run = parent.resolve("run");
    EmbeddingSample.run(injector, "gaussian", run, ExperimentListener.NONE);

    Report report = EmbeddingSample.report(injector, List.of(run), parent.resolve("report"));

    assertThat(report.problems()).isEmpty();
    assertThat(report.text(TableFormat.LATEX)).contains("\\toprule", "gaussian");
    assertThat(Files.readString(parent.resolve("report/index.html")))
        .contains("Hoffman", "gaussian", "<svg");
  }

  private static Estimate elbo(Result result) {
    return result.test().orElseThrow().elbo().orElseThrow();
  }

  private static void requireIdentity(Decomposition terms) {
    assertThat(terms.residual().mean()).isCloseTo(0, error(terms.residual()));
  }

  /**
   * Means at the corners of a square with unit variances are a product of two pairs at +-1, so each
   * term is twice that of one pair. Of one pair the average KL is 1^2 / 2, and the mutual
   * information 0.33683082: quadrature of log 2 - E[log(1 + exp(-2 z))], z ~ N(1, 1).
   */
  @Test
  @DisplayName("take codes apart as quadrature does")
  void takesCodesApart() {
    Decomposition terms = EmbeddingSample.decomposePosteriors().terms();

    assertThat(terms.averageKl().mean()).isCloseTo(1, within(1e-12));
    assertThat(terms.mutualInformation().mean())
        .isCloseTo(0.67366164, error(terms.mutualInformation()));
    assertThat(terms.marginalKl().mean()).isCloseTo(0.32633836, error(terms.marginalKl()));
    requireIdentity(terms);
  }
}
