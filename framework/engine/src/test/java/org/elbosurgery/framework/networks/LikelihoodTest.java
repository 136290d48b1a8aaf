package org.elbosurgery.framework.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.plan.ExecutionPlan;
import org.elbosurgery.framework.plan.Workers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("Likelihoods of one value")
final class LikelihoodTest {

  private static final double LEVEL = 1 / 255.0;

  /**
   * Evaluates a formula of rows with one value each: in double precision by SameDiff, in single by
   * the plan, which must know all of it.
   */
  private static double[] evaluate(
      DataType type, Function<SDVariable[], SDVariable> formula, double[]... columns) {
    SameDiff graph = SameDiff.create();
    SDVariable[] inputs = new SDVariable[columns.length];
    Map<String, INDArray> values = new HashMap<>();
    for (int i = 0; i < columns.length; i++) {
      String name = "input" + i;
      INDArray column = Nd4j.createFromArray(columns[i]).reshape(columns[i].length, 1);
      values.put(name, column.castTo(type));
      inputs[i] = graph.placeHolder(name, type, columns[i].length, 1);
    }
    String result = formula.apply(inputs).name();
    if (type == DataType.DOUBLE) {
      return graph.output(values, result).get(result).data().asDouble();
    }
    ExecutionPlan plan = ExecutionPlan.of(graph, values, List.of(result), Workers.of(1));
    assertThat(plan.foreignOperations()).isEmpty();
    return plan.evaluate(values).get(result).dup().data().asDouble();
  }

  private static double[] logProb(
      DataType type, Function<SDVariable, BoundLikelihood> likelihood, double[]... columns) {
    return evaluate(type, in -> likelihood.apply(in[in.length - 1]).logProb(in[0], in[1]), columns);
  }

  private static double[] mean(
      Function<SDVariable, BoundLikelihood> likelihood, double output, double logScale) {
    return evaluate(
        DataType.DOUBLE,
        in -> likelihood.apply(in[1]).mean(in[0]),
        new double[] {output},
        new double[] {logScale});
  }

  private static double[] all(int count, double value) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] values(int count, DoubleUnaryOperator value) {
    return IntStream.range(0, count).mapToDouble(value::applyAsDouble).toArray();
  }

  /** Simpson's rule over [0, 1] from values at an odd number of points. */
  private static double integral(double[] values) {
    int last = values.length - 1;
    double sum = values[0] + values[last];
    for (int i = 1; i < last; i++) {
      sum += (i % 2 == 1 ? 4 : 2) * values[i];
    }
    return sum / (3 * last);
  }

  private static double logistic(double t) {
    return 1 / (1 + Math.exp(-t));
  }

  /** The probability of a level from its definition. */
  private static double level(int k, double location, double scale) {
    double above = k == 255 ? 1 : logistic(((k + 0.5) * LEVEL - location) / scale);
    double below = k == 0 ? 0 : logistic(((k - 0.5) * LEVEL - location) / scale);
    return above - below;
  }

  private static double[] levels(double location, double scale) {
    double[] x = values(256, k -> k * LEVEL);
    return logProb(
        DataType.DOUBLE,
        LogisticLikelihood::new,
        x,
        all(256, location),
        new double[] {Math.log(scale)});
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.1", "0.5, 0.002", "-0.2, 0.05", "1.1, 0.02", "0, 3", "0.7, 100"})
  @DisplayName(
      "discretised logistic: the differences of the logistic function, its ends at 0 and 1")
  void logisticLevels(double location, double scale) {
    double[] logs = levels(location, scale);
    for (int k = 0; k < 256; k++) {
      assertThat(Math.exp(logs[k]))
          .as("level %s", k)
          .isCloseTo(level(k, location, scale), within(1e-14));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.1", "0.501, 0.0005", "0.5, 0.0005", "-4, 0.0005", "9, 1", "0.7, 100"})
  @DisplayName(
      "discretised logistic: sums to 1 over the 256 levels, and its mean is near the levels'")
  void logisticSum(double location, double scale) {
    double[] p = Arrays.stream(levels(location, scale)).map(Math::exp).toArray();
    double mean = IntStream.range(0, 256).mapToDouble(k -> k * LEVEL * p[k]).sum();
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
    assertThat(mean(LogisticLikelihood::new, location, Math.log(scale))[0])
        .isCloseTo(mean, within(scale < LEVEL / 2 ? 6e-4 : 1e-5))
        .isBetween(0.0, 1.0);
  }

  @Test
  @DisplayName("discretised logistic: exact far out, where probabilities are rounded to 0")
  void logisticTails() {
    double[] x = {0, 128 * LEVEL, 1};
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      double[] logs =
          logProb(type, LogisticLikelihood::new, x, all(3, 1e4), new double[] {Math.log(0.01)});
      // log F(t) is t, and log(1 - F(t)) is -e^t, for t far below 0.
      double bin = Math.log(Math.expm1(LEVEL / 0.01)); // e^(t + w) - e^t
      assertThat(logs[0]).isCloseTo((LEVEL / 2 - 1e4) / 0.01, within(0.1));
      assertThat(logs[1]).isCloseTo((127.5 * LEVEL - 1e4) / 0.01 + bin, within(0.1));
      assertThat(logs[2]).isCloseTo(0, within(1e-30));
    }
  }

  private static double[] continuousBernoulli(DataType type, double[] x, double logit) {
    return logProb(type, any -> new ContinuousBernoulliLikelihood(), x, all(x.length, logit));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, 1e-300, 1e-12, -1e-6, 1e-3, -0.1, 0.4999, -0.5001, 0.999, 1.001, -3, 20, -80})
  @DisplayName("continuous Bernoulli: x l - log((e^l - 1) / l), a density on [0, 1] with its mean")
  void continuousBernoulli(double logit) {
    double[] x = values(4001, i -> i / 4000.0);
    double[] logs = continuousBernoulli(DataType.DOUBLE, x, logit);
    double normaliser = logit == 0 ? 0 : Math.log(Math.expm1(logit) / logit);
    for (int i = 0; i < x.length; i += 100) {
      assertThat(logs[i]).isCloseTo(x[i] * logit - normaliser, within(1e-9));
    }
    double[] density = Arrays.stream(logs).map(Math::exp).toArray();
    assertThat(integral(density)).isCloseTo(1, within(1e-6));
    double mean = integral(values(4001, i -> x[(int) i] * density[(int) i]));
    assertThat(mean(any -> new ContinuousBernoulliLikelihood(), logit, 0)[0])
        .isCloseTo(mean, within(1e-7));
  }

  @Test
  @DisplayName("continuous Bernoulli: single precision loses nothing near p = 1/2 nor far from it")
  void continuousBernoulliSinglePrecision() {
    double[] logits = {0, 1e-30, 1e-6, 1e-4, 0.01, 0.3, 0.5, 0.51, 1, 7, 88, 1e3, 1e6, 1e30};
    for (double size : logits) {
      for (double logit : new double[] {size, -size}) {
        double[] x = {0, 0.25, 1};
        double[] exact = continuousBernoulli(DataType.DOUBLE, x, (float) logit);
        double[] single = continuousBernoulli(DataType.FLOAT, x, logit);
        for (int i = 0; i < x.length; i++) {
          assertThat(single[i])
              .as("log p(%s) of logit %s", x[i], logit)
              .isCloseTo(exact[i], within(4e-7 * (1 + Math.abs(exact[i]))));
        }
      }
    }
  }

  /** log p of 0, ..., count - 1 by p(x + 1) / p(x) = (x + r) / (x + 1) m / (m + r). */
  private static double[] counts(int count, double mean, double r) {
    double[] logs = new double[count];
    logs[0] = -r * Math.log1p(mean / r);
    double ratio = -Math.log1p(r / mean);
    for (int x = 0; x + 1 < count; x++) {
      logs[x + 1] = logs[x] + Math.log((x + r) / (x + 1)) + ratio;
    }
    return logs;
  }

  private static double[] negativeBinomial(DataType type, double[] x, double mean, double r) {
    return logProb(
        type,
        NegativeBinomialLikelihood::new,
        x,
        all(x.length, Math.log(mean)),
        new double[] {Math.log(r)});
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0.001, 0.5", "1, 0.0004", "300, 2", "50, 2900", "2000, 40"})
  @DisplayName("negative binomial: its recurrence, a sum of 1, and the mean")
  void negativeBinomial(double mean, double r) {
    double[] x = values(20_000, k -> k);
    double[] logs = negativeBinomial(DataType.DOUBLE, x, mean, r);
    double[] expected = counts(x.length, mean, r);
    for (int k = 0; k < x.length; k++) {
      assertThat(logs[k]).as("log p(%s)", k).isCloseTo(expected[k], within(1e-7));
    }
    assertThat(Arrays.stream(logs).map(Math::exp).sum()).isCloseTo(1, within(2e-7));
    assertThat(mean(NegativeBinomialLikelihood::new, Math.log(mean), 0)[0])
        .isCloseTo(mean, within(1e-9 * mean));
  }

  @Test
  @DisplayName("negative binomial: in single precision the error is that of a term, not of log x!")
  void negativeBinomialSinglePrecision() {
    double[] x = {0, 1, 10, 1000, 100_000, 1e7};
    double[] scales = {0.0004, 0.1, 1, 30, 2900};
    for (double r : scales) {
      for (double mean : new double[] {1e-9, 0.1, 1, 1000, 1e5, 1e8}) {
        double[] exact = negativeBinomial(DataType.DOUBLE, x, mean, (float) r);
        double[] single = negativeBinomial(DataType.FLOAT, x, mean, r);
        for (int i = 0; i < x.length; i++) {
          // log x! alone would be rounded by 8 at x = 1e7.
          assertThat(single[i])
              .as("log p(%s), mean %s, dispersion %s", x[i], mean, r)
              .isCloseTo(exact[i], within(1e-4 + 4e-7 * Math.abs(exact[i])));
        }
      }
    }
  }

  @Test
  @DisplayName("scales are refused where a likelihood has none, or beyond its bounds")
  void scales() {
    assertThatThrownBy(() -> Likelihood.BERNOULLI.requireScale(Scale.FIXED, 0))
        .hasMessage("likelihood bernoulli has no scale: leave out scale and initial-scale");
    assertThatThrownBy(() -> Likelihood.CONTINUOUS_BERNOULLI.requireScale(Scale.SHARED, 0.5))
        .hasMessageContaining("continuous-bernoulli has no scale");
    assertThatThrownBy(() -> Likelihood.LOGISTIC.requireScale(Scale.FIXED, 1e-4))
        .hasMessage(
            "initial-scale is 1.0E-4, not between 0.000490 and 100, which likelihood logistic"
                + " needs");
    for (Likelihood likelihood : Likelihood.values()) {
      likelihood.requireScale(Scale.SHARED, 0);
    }
  }

  @Test
  @DisplayName("the support of grey levels has 256 values, each as its nearest in single precision")
  void greyLevels() {
    for (int k = 0; k < 256; k++) {
      assertThat(Support.GREY_LEVELS.contains(k / 255f)).as("%s", k).isTrue();
      assertThat(Support.GREY_LEVELS.contains((k + 0.01f) / 255f)).as("%s", k).isFalse();
    }
    assertThat(IntStream.rangeClosed(0, 256).filter(k -> Support.GREY_LEVELS.contains(k / 256f)))
        .containsExactly(0, 256);
    assertThat(Support.COUNTS.contains(0.99999994f)).isFalse();
    assertThat(Support.COUNTS.contains(-1)).isFalse();
    assertThat(Support.BINARY.contains(1e-7f)).isFalse();
  }
}
