package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.graph.TinyModel;
import org.elbosurgery.framework.graph.TinyModel.ShiftedPrior;
import org.elbosurgery.framework.graph.TinyModel.StandardPrior;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.surgery.Posteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Fits of N(m, I) with a learned mean and no closed form, whose best m is the mean of q(z). */
@DisplayName("A fit to codes")
final class PriorFitTest {

  private static final Execution PLAN = new Execution(Engine.PLAN, 1);
  private static final FitOptions OPTIONS = new FitOptions(60, 100, 0.05, 2);

  private final RandomStream random = RandomStream.of(1);
  private final List<Long> heard = new ArrayList<>();

  /** Codes like those of a trained model, but around (1, -2). */
  private static Codes codes(int n) {
    Codes centred = Posteriors.trained(n, 2, 1);
    float[] mean = new float[2 * n];
    float[] logVariance = new float[2 * n];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = centred.mean(i / 2, i % 2) + (i % 2 == 0 ? 1 : -2);
      logVariance[i] = centred.logVariance(i / 2, i % 2);
    }
    return new Codes(n, 2, mean, logVariance);
  }

  private PriorGraph graph(Prior prior, DataType type, Execution execution) {
    ModelDefinition model = TinyModel.of(prior, Likelihood.BERNOULLI, 2, type);
    return new PriorGraph(model, encoder(model), TinyModel.rows(20), random, execution);
  }

  private Parameters encoder(ModelDefinition model) {
    return new PluginGraph(model, ParameterSource.INITIAL, TinyModel.rows(20), random).parameters();
  }

  private FittedPrior fit(Prior prior, Codes codes, FitOptions options) {
    return PriorFit.fit(
        graph(prior, DataType.FLOAT, PLAN),
        codes,
        options,
        PLAN,
        random,
        (done, total) -> heard.add(done));
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
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  @DisplayName("finds the maximum of the likelihood, in either precision")
  void findsMaximum(DataType type) {
    Execution execution = type == DataType.FLOAT ? PLAN : Execution.SESSION;
    Codes codes = codes(3000);
    FittedPrior fit =
        PriorFit.fit(
            graph(new ShiftedPrior(), type, execution),
            codes,
            OPTIONS,
            execution,
            random,
            ProgressListener.NONE);
    AggregateMoments moments = AggregateMoments.of(codes);
    assertThat(mean(fit)[0]).isCloseTo(moments.mean(0), within(0.05));
    assertThat(mean(fit)[1]).isCloseTo(moments.mean(1), within(0.05));
    assertThat(fit.parameters().count()).isEqualTo(2);
    assertThat(fit.stoppedEarly()).isTrue();
    assertThat(fit.bestEpoch()).isBetween(1, fit.epochs());
    assertThat(fit.epochs()).isLessThan(60);
    // log 2 pi + 1/2 E|z - m|^2 falls by half of what m goes: 1/2 (0.7^2 + 2.3^2) = 2.9
    assertThat(fit.initialCrossEntropy() - fit.bestCrossEntropy()).isCloseTo(2.9, within(0.3));
  }

  @Test
  @DisplayName("keeps the best parameters, not the last")
  void keepsBest() {
    // From 0.3 off the maximum steps of 3 lead away from it.
    FittedPrior fit =
        fit(new ShiftedPrior(), Posteriors.trained(300, 2, 1), new FitOptions(3, 300, 3, 3));
    assertThat(fit.epochs()).isEqualTo(3);
    assertThat(fit.bestEpoch()).isZero();
    assertThat(fit.bestCrossEntropy()).isEqualTo(fit.initialCrossEntropy());
    assertThat(mean(fit)).containsExactly(0.3f, 0.3f);
    assertThat(fit.stoppedEarly()).isFalse();
  }

  @Test
  @DisplayName("gives the same bits again, and others with another seed")
  void reproducible() {
    double[] once = mean(fit(new ShiftedPrior(), codes(200), OPTIONS));
    assertThat(mean(fit(new ShiftedPrior(), codes(200), OPTIONS))).isEqualTo(once);
    FittedPrior other =
        PriorFit.fit(
            graph(new ShiftedPrior(), DataType.FLOAT, PLAN),
            codes(200),
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
    PriorFit.fit(graph, codes(100), OPTIONS, PLAN, random, ProgressListener.NONE);
    assertThat(graph.parameters().arrays()).containsOnlyKeys("prior/mean");
    assertThat(trained.arrays()).isEqualTo(before.arrays());
  }

  @Test
  @DisplayName("has nothing to do for a prior without parameters")
  void nothingToFit() {
    FittedPrior fit = fit(new StandardPrior(), codes(100), OPTIONS);
    assertThat(fit.parameters().count()).isZero();
    assertThat(fit.epochs()).isZero();
    assertThat(fit.bestCrossEntropy()).isEqualTo(fit.initialCrossEntropy());
    assertThat(fit.density().dimensions()).isEqualTo(2);
  }

  @Test
  @DisplayName("tells of every step, in order")
  void progress() {
    FittedPrior fit = fit(new ShiftedPrior(), codes(121), new FitOptions(3, 50, 0.01, 3));
    // 101 codes are fitted, in steps of 50, 50 and 1
    assertThat(fit.epochs()).isEqualTo(3);
    assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  @DisplayName("stops when interrupted, and stays interrupted")
  void interrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> fit(new ShiftedPrior(), codes(100), OPTIONS))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  @DisplayName("that diverges says in which epoch; one code is too few")
  void refuses() {
    assertThatThrownBy(() -> fit(new ShiftedPrior(), codes(100), new FitOptions(9, 50, 1e30, 3)))
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.NUMERIC))
        .hasMessageContaining("in epoch 1 of the fit; try a smaller --learning-rate");
    assertThatThrownBy(() -> fit(new ShiftedPrior(), codes(1), OPTIONS))
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.USER));
  }
}
