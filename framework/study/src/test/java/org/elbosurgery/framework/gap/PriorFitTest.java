package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.ClosedFormFit;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.gap.FitCourse.GradientNorms;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.graph.RestlessPrior;
import org.elbosurgery.framework.graph.TinyModel;
import org.elbosurgery.framework.graph.TinyModel.ShiftedPrior;
import org.elbosurgery.framework.graph.TinyModel.StandardPrior;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.elbosurgery.framework.networks.Likelihood;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.custom.Digamma;
import org.nd4j.linalg.factory.Nd4j;

/** Fits of N(m, I) with a learned mean and no closed form, whose best m is the mean of q(z). */
@DisplayName("A fit to codes")
final class PriorFitTest {

  private static final Execution PLAN = new Execution(Engine.PLAN, 1);
  private static final FitOptions OPTIONS = new FitOptions(1500, 100, 0.05, 50, 1);

  private final RandomStream random = RandomStream.of(1);
  private final List<Long> heard = new ArrayList<>();

  /** Codes like those of a trained model, but around (1, -2). */
  private static Posteriors posteriors(int n) {
    Posteriors centred = RandomPosteriors.trained(n, 2, 1);
    float[] mean = new float[2 * n];
    float[] logVariance = new float[2 * n];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) centred.mean(i / 2, i % 2) + (i % 2 == 0 ? 1 : -2);
      logVariance[i] = (float) centred.logVariance(i / 2, i % 2);
    }
    return new Posteriors(n, 2, mean, logVariance);
  }

  private PriorGraph graph(Prior prior, Execution execution) {
    ModelDefinition model = TinyModel.of(prior, Likelihood.BERNOULLI, 2, DataType.FLOAT);
    return new PriorGraph(model, encoder(model), TinyModel.rows(20), random, execution);
  }

  private Parameters encoder(ModelDefinition model) {
    return new PluginGraph(model, ParameterSource.INITIAL, TinyModel.rows(20), random).parameters();
  }

  private FittedPrior fit(Prior prior, Posteriors posteriors, FitOptions options) {
    return PriorFit.fit(
        graph(prior, PLAN), posteriors, options, PLAN, random, (done, total) -> heard.add(done));
  }

  private static double[] mean(FittedPrior fit) {
    return ((DiagonalGaussianMixture) fit.density()).means();
  }

  /**
   * The fit sees 2500 of 3000 codes, each with noise: their mean is off by sqrt(1/2500 - 1/3000) =
   * 0.008 in standard deviation; the held-out sixth picks the epoch, which adds as much again. 0.05
   * is five of both together: a false alarm in 1e-6, and the seeds are fixed.
   */
  @ParameterizedTest
  @EnumSource(Engine.class)
  @DisplayName("finds the maximum of the likelihood, whoever executes the graph")
  void findsMaximum(Engine engine) {
    Execution execution = new Execution(engine, 1);
    Posteriors posteriors = posteriors(3000);
    FittedPrior fit =
        PriorFit.fit(
            graph(new ShiftedPrior(), execution),
            posteriors,
            OPTIONS,
            execution,
            random,
            ProgressListener.NONE);
    AggregateMoments moments = AggregateMoments.of(posteriors);
    assertThat(mean(fit)[0]).isCloseTo(moments.mean(0), within(0.05));
    assertThat(mean(fit)[1]).isCloseTo(moments.mean(1), within(0.05));
    assertThat(fit.parameters().count()).isEqualTo(2);
    assertThat(fit.course().end()).isEqualTo(End.NO_GAIN);
    assertThat(fit.course().bestStep()).isBetween(1, fit.course().steps());
    assertThat(fit.course().steps()).isLessThan(1500);
    // The gradient is the mean of the prior minus that of the codes, at first (0.3 - 1, 0.3 + 2).
    GradientNorms gradient = fit.course().gradient().orElseThrow();
    assertThat(gradient.initial()).isCloseTo(Math.hypot(0.7, 2.3), within(0.1));
    // At the end at most 2 * 0.05^2 (see above) in square; a mean of 20 * 100 codes of variance 1
    // has a squared error of 2 / 2000 in standard deviation, of which 5 are allowed.
    assertThat(gradient.best()).isLessThan(Math.sqrt(2 * 0.05 * 0.05 + 5 * 2 / 2000.0));
    // log 2 pi + 1/2 E|z - m|^2 falls by half of what m goes: 1/2 (0.7^2 + 2.3^2) = 2.9
    assertThat(fit.course().initialCrossEntropy() - fit.course().bestCrossEntropy())
        .isCloseTo(2.9, within(0.3));
  }

  /** A fit of 12 codes is as long and as near as one of 3000: what counts are steps. */
  @Test
  @DisplayName("takes as many steps for few codes, and as large ones")
  void fewCodes() {
    Posteriors posteriors = posteriors(12);
    FittedPrior fit = fit(new ShiftedPrior(), posteriors, OPTIONS);
    assertThat(fit.course().steps()).isGreaterThan(150);
    double crossEntropy =
        fit.density().crossEntropy(posteriors).orElseThrow().meanNumber().doubleValue();
    AggregateMoments moments = AggregateMoments.of(posteriors);
    DiagonalGaussianMixture best =
        new DiagonalGaussianMixture(new double[1], moments.means(), new double[2]);
    double min = best.crossEntropy(posteriors).orElseThrow().meanNumber().doubleValue();
    // It starts 2.9 above. The two codes held out, of variances V of about 1/2, pick the step: at
    // their own mean it would be 1/2 (V/2 + V/2) = 0.25 above.
    assertThat(crossEntropy - min).isBetween(0.0, 0.25);
  }

  @Test
  @DisplayName("keeps what a prior's states became, in its density and in its file")
  void states(@TempDir Path folder) {
    FittedPrior fit =
        fit(new RestlessPrior(), posteriors(3000), new FitOptions(100, 100, 0.05, 50, 1));
    double[] average = fit.parameters().states().get("prior/average").data().asDouble();
    double[] learned = fit.parameters().arrays().get("prior/mean").data().asDouble();
    assertThat(fit.course().bestStep()).isPositive();
    assertThat(average[0]).isNotZero();
    assertThat(mean(fit)[0]).isCloseTo(average[0] + learned[0], within(1e-6));

    Path file = folder.resolve("fit.npz");
    AtomicFile.write(
        file,
        FitFile.content(
            new BestFit(
                fit,
                0,
                List.of(
                    new BestFit.Start(
                        "as given", OptionalDouble.of(fit.course().bestCrossEntropy()))))));
    PriorGraph again = graph(new RestlessPrior(), PLAN);
    again.restore(FitFile.read(file).parameters());
    assertThat(((DiagonalGaussianMixture) again.density()).means()).isEqualTo(mean(fit));
    assertThat(PriorFit.heldOutCrossEntropy(again, posteriors(3000), random))
        .isEqualTo(fit.course().bestCrossEntropy());
  }

  /** Has an operation that ND4J evaluates and does not differentiate. */
  private record RoughPrior() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable mean = scope.parameter("mean", Nd4j.zeros(1, 2));
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          SDVariable centred = z.sub(mean);
          SDVariable rough =
              new Digamma(z.getSameDiff(), centred.mul(centred).add(1)).outputVariable();
          return LogProbability.standardGaussian(centred).add(rough.sum(1));
        }

        @Override
        public Distribution freeze(GraphValues values, RandomStream random) {
          return DiagonalGaussianMixture.standard(2);
        }
      };
    }
  }

  @Test
  @DisplayName("names a prior whose formula has no derivative")
  void noDerivative() {
    assertThatThrownBy(() -> graph(new RoughPrior(), PLAN))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith("prior " + RoughPrior.class.getName() + " in ")
        .hasMessageContaining(": the derivative of logProb for 1 row failed")
        .extracting(e -> ((ElboException) e).category())
        .isEqualTo(Category.PLUGIN);
  }

  /** Says that its best parameters are somewhere else than they are. */
  @Plugin(name = "wrong", summary = "a closed form that is none")
  record WrongPrior(String name, double value) implements Prior, ClosedFormFit {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new ShiftedPrior().bind(scope);
    }

    @Override
    public Map<String, double[]> maximumLikelihood(double[] mean, double[][] covariance) {
      return Map.of(name, new double[] {mean[0], value});
    }
  }

  @Test
  @DisplayName("refuses a closed form that is worse than the start, or of other parameters")
  void wrongClosedForm() {
    Posteriors posteriors = posteriors(100);
    FittedPrior fit = fit(new WrongPrior("mean", -2), posteriors, OPTIONS);
    assertThat(fit.course().end()).isEqualTo(End.CLOSED_FORM);
    assertRefused(new WrongPrior("mean", 9), "more than the");
    assertRefused(
        new WrongPrior("mean", Double.NaN), "gave a value of prior/mean that is not finite");
    assertRefused(new WrongPrior("means", 0), "gave no value of prior/mean");
  }

  private void assertRefused(Prior prior, String problem) {
    assertThatThrownBy(() -> fit(prior, posteriors(100), OPTIONS))
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.PLUGIN))
        .hasMessageContainingAll("WrongPrior", "maximumLikelihood", problem);
  }

  @Test
  @DisplayName("keeps the best parameters, not the last")
  void keepsBest() {
    // From 0.3 off the maximum steps of 3 lead away from it.
    FittedPrior fit =
        fit(
            new ShiftedPrior(),
            RandomPosteriors.trained(300, 2, 1),
            new FitOptions(3, 300, 3, 3, 1));
    assertThat(fit.course().steps()).isEqualTo(3);
    assertThat(fit.course().bestStep()).isZero();
    assertThat(fit.course().bestCrossEntropy()).isEqualTo(fit.course().initialCrossEntropy());
    assertThat(mean(fit)).containsExactly(0.3f, 0.3f);
    assertThat(fit.course().end()).isEqualTo(End.STEPS);
  }

  @Test
  @DisplayName("gives the same bits again, and others with another seed")
  void reproducible() {
    double[] once = mean(fit(new ShiftedPrior(), posteriors(200), OPTIONS));
    assertThat(mean(fit(new ShiftedPrior(), posteriors(200), OPTIONS))).isEqualTo(once);
    FittedPrior other =
        PriorFit.fit(
            graph(new ShiftedPrior(), PLAN),
            posteriors(200),
            OPTIONS,
            PLAN,
            RandomStream.of(2),
            ProgressListener.NONE);
    assertThat(mean(other)).isNotEqualTo(once);
  }

  @Test
  @DisplayName("leaves the encoder as it was")
  void leavesEncoder() {
    ModelDefinition model =
        TinyModel.of(new ShiftedPrior(), Likelihood.BERNOULLI, 2, DataType.FLOAT);
    Parameters trained = encoder(model);
    Parameters before = trained.copy();
    PriorGraph graph = new PriorGraph(model, trained, TinyModel.rows(20), random, PLAN);
    PriorFit.fit(graph, posteriors(100), OPTIONS, PLAN, random, ProgressListener.NONE);
    assertThat(graph.parameters().arrays()).containsOnlyKeys("prior/mean");
    assertThat(trained.arrays()).isEqualTo(before.arrays());
  }

  @Test
  @DisplayName("has nothing to do for a prior without parameters")
  void nothingToFit() {
    FittedPrior fit = fit(new StandardPrior(), posteriors(100), OPTIONS);
    assertThat(fit.parameters().count()).isZero();
    assertThat(fit.course().steps()).isZero();
    assertThat(fit.course().bestCrossEntropy()).isEqualTo(fit.course().initialCrossEntropy());
    assertThat(fit.density().dimensions()).isEqualTo(2);
  }

  @Test
  @DisplayName("tells of every step, in order")
  void progress() {
    FittedPrior fit = fit(new ShiftedPrior(), posteriors(121), new FitOptions(7, 50, 0.01, 3, 1));
    assertThat(fit.course().steps()).isEqualTo(7);
    assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  @DisplayName("stops when interrupted, and stays interrupted")
  void interrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> fit(new ShiftedPrior(), posteriors(100), OPTIONS))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  @DisplayName("that diverges says after how many steps; one code is too few")
  void refuses() {
    assertThatThrownBy(
            () -> fit(new ShiftedPrior(), posteriors(100), new FitOptions(9, 50, 1e30, 9, 1)))
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.NUMERIC))
        .hasMessageContaining("after 2 steps of the fit; try a smaller --learning-rate");
    assertThatThrownBy(() -> fit(new ShiftedPrior(), posteriors(1), OPTIONS))
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.USER));
  }
}
