package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.BoundDiagonalGaussianMixture;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.CodeGradients.AtCodes;
import org.elbosurgery.framework.networks.Likelihood;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("Gradients by codes, on the plan in single precision")
final class CodeGradientsTest {

  private static final Rows ROWS = TinyModel.rows(8);
  private static final int POINTS = 3;
  private static final double[] CODES = {0.3, -0.7, 1.1, 0.2, -1.4, 0.9};

  /** Two that freeze to a mixture, and one that enters by its formula. */
  private static List<Prior> densities() {
    return List.of(new TwoComponents(), new TinyModel.ShiftedPrior(), new TinyModel.CutPrior());
  }

  private record TwoComponents() implements Prior {

    @Override
    public BoundPrior bind(GraphScope scope) {
      return new BoundDiagonalGaussianMixture(
          2,
          scope.constant(
              "log-weights", Nd4j.createFromArray(new double[][] {{-0.35667, -1.20397}})),
          scope.constant("mean", Nd4j.createFromArray(new double[][] {{0.5, -0.2}, {-1, 0.4}})),
          scope.constant("scale", Nd4j.createFromArray(new double[][] {{-0.5, 0.1}, {-2, -1}})));
    }
  }

  private static CodeGradients gradients(
      Prior prior, Likelihood likelihood, DataType type, Execution execution) {
    ModelDefinition model = TinyModel.of(prior, likelihood, 2, type);
    RandomStream random = RandomStream.of(5);
    Parameters parameters =
        new TrainingGraph(model, ParameterSource.INITIAL, ROWS, random).parameters();
    return new CodeGradients(model, parameters, ROWS, random, execution);
  }

  /** Central differences of a function in double precision. */
  private static double[] differences(Function<double[], AtCodes> function) {
    double step = 1e-5;
    double[] gradient = new double[CODES.length];
    for (int k = 0; k < CODES.length; k++) {
      double[] up = CODES.clone();
      double[] down = CODES.clone();
      up[k] += step;
      down[k] -= step;
      int row = k * POINTS / CODES.length;
      gradient[k] =
          (function.apply(up).logProb()[row] - function.apply(down).logProb()[row]) / (2 * step);
    }
    return gradient;
  }

  private static void assertSame(AtCodes planned, Function<double[], AtCodes> oracle) {
    assertThat(planned.logProb()).containsExactly(oracle.apply(CODES).logProb(), within(1e-5));
    assertThat(planned.gradient()).containsExactly(differences(oracle), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(Likelihood.class)
  @DisplayName("of log p(x|z) are its finite differences in double precision")
  void likelihoods(Likelihood likelihood) {
    Prior prior = new TinyModel.StandardPrior();
    CodeGradients planned =
        gradients(prior, likelihood, DataType.FLOAT, new Execution(Engine.PLAN, 1));
    CodeGradients oracle = gradients(prior, likelihood, DataType.DOUBLE, Execution.SESSION);
    INDArray x = Batch.of(ROWS, 0, POINTS, DataType.FLOAT);
    INDArray same = x.castTo(DataType.DOUBLE);
    assertSame(planned.likelihood(x, CODES), z -> oracle.likelihood(same, z));
  }

  @ParameterizedTest
  @MethodSource("densities")
  @DisplayName("of log p(z) are its finite differences in double precision")
  void priors(Prior prior) {
    CodeGradients planned =
        gradients(prior, Likelihood.BERNOULLI, DataType.FLOAT, new Execution(Engine.PLAN, 1));
    CodeGradients oracle =
        gradients(prior, Likelihood.BERNOULLI, DataType.DOUBLE, Execution.SESSION);
    assertSame(planned.prior(CODES), oracle::prior);
  }
}
