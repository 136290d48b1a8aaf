package org.elbosurgery.framework.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Samples against the distribution function that comes from a likelihood's own log-probabilities.
 * By the inequality of Dvoretzky, Kiefer and Wolfowitz, the empirical distribution function of n
 * samples is further than e from the true one with a probability below 2 exp(-2 n e^2): for n =
 * 10000 and e = 0.026 in 3e-6 of cases.
 */
@DisplayName("Samples of a value have the distribution of its likelihood:")
final class ValueSamplerTest {

  private static final int SAMPLES = 10_000;
  private static final double DISTANCE = 0.026;
  private static final int GRID = 4001;

  /**
   * Asserts it over numbers of equal distance.
   *
   * @param mass turns log-probabilities into the probability of each number
   */
  private static void assertFollows(
      Function<SDVariable, BoundLikelihood> likelihood,
      double output,
      double ownParameter,
      double[] grid,
      UnaryOperator<double[]> mass) {
    SameDiff graph = SameDiff.create();
    SDVariable own = graph.constant("own", Nd4j.createFromArray(new double[][] {{ownParameter}}));
    BoundLikelihood bound = likelihood.apply(own);
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, grid.length, 1);
    SDVariable outputs = graph.placeHolder("output", DataType.DOUBLE, grid.length, 1);
    String logProb = bound.logProb(x, outputs).name();
    INDArray values = Nd4j.createFromArray(grid).reshape(grid.length, 1);
    double[] p =
        mass.apply(
            graph
                .output(Map.of("x", values, "output", values.mul(0).add(output)), logProb)
                .get(logProb)
                .data()
                .asDouble());
    ValueSampler sampler = bound.sampler(new Present(graph));
    RandomStream random = RandomStream.of(1);
    double[] samples =
        IntStream.range(0, SAMPLES).mapToDouble(i -> sampler.sample(output, 0, random)).toArray();
    Arrays.sort(samples);
    double half = (grid[1] - grid[0]) / 2;
    double cumulative = 0;
    int below = 0;
    for (int i = 0; i < grid.length; i++) {
      cumulative += p[i];
      while (below < SAMPLES && samples[below] <= grid[i] + half) {
        below++;
      }
      assertThat((double) below / SAMPLES)
          .as("up to %s", grid[i])
          .isBetween(cumulative - DISTANCE, cumulative + DISTANCE);
    }
    assertThat(cumulative).isBetween(0.999, 1.001);
  }

  private record Present(SameDiff graph) implements GraphValues {

    @Override
    public INDArray of(SDVariable variable) {
      return variable.getArr().castTo(DataType.DOUBLE);
    }

    @Override
    public UnaryOperator<INDArray> function(UnaryOperator<SDVariable> expression) {
      throw new UnsupportedOperationException("a likelihood has no network");
    }
  }

  private static double[] numbers(double from, double to, int count) {
    return IntStream.range(0, count)
        .mapToDouble(i -> from + (to - from) * i / (count - 1))
        .toArray();
  }

  private static double[] probabilities(double[] logProbs) {
    return Arrays.stream(logProbs).map(Math::exp).toArray();
  }

  /**
   * Returns a density as probabilities of the neighbourhoods of the grid, half ones at the ends.
   */
  private static UnaryOperator<double[]> density(double step) {
    return logProbs -> {
      double[] p = Arrays.stream(logProbs).map(l -> step * Math.exp(l)).toArray();
      p[0] /= 2;
      p[p.length - 1] /= 2;
      return p;
    };
  }

  @ParameterizedTest
  @CsvSource({"-1.5", "0", "0.4", "30", "-800"})
  @DisplayName("Bernoulli")
  void bernoulli(double logit) {
    assertFollows(
        own -> new BernoulliLikelihood(),
        logit,
        0,
        new double[] {0, 1},
        ValueSamplerTest::probabilities);
  }

  @ParameterizedTest
  @CsvSource({"0.7, 0.5", "-3, -2"})
  @DisplayName("Gaussian, whose parameter is its log-variance")
  void gaussian(double mean, double logVariance) {
    double reach = 6 * Math.exp(logVariance / 2);
    assertFollows(
        GaussianLikelihood::new,
        mean,
        logVariance,
        numbers(mean - reach, mean + reach, GRID),
        density(2 * reach / (GRID - 1)));
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.1", "0.501, 0.0005", "-0.2, 0.05", "1.1, 0.02", "0.7, 100"})
  @DisplayName("discretised logistic")
  void logistic(double location, double scale) {
    assertFollows(
        LogisticLikelihood::new,
        location,
        Math.log(scale),
        numbers(0, 1, 256),
        ValueSamplerTest::probabilities);
  }

  @ParameterizedTest
  @CsvSource({"0", "1e-12", "0.01", "-0.3", "5", "-60", "700"})
  @DisplayName("continuous Bernoulli")
  void continuousBernoulli(double logit) {
    assertFollows(
        own -> new ContinuousBernoulliLikelihood(),
        logit,
        0,
        numbers(0, 1, 5 * (GRID - 1) + 1),
        density(0.2 / (GRID - 1)));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1", "2, -2", "-3, 0", "1, 8", "1, -8", "-740, 8", "-800, 0"})
  @DisplayName("negative binomial, whose parameter is its log-dispersion")
  void negativeBinomial(double logMean, double logDispersion) {
    assertFollows(
        NegativeBinomialLikelihood::new,
        logMean,
        logDispersion,
        numbers(0, 2000, 2001),
        ValueSamplerTest::probabilities);
  }
}
