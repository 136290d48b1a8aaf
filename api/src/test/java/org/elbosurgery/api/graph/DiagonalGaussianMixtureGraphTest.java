package org.elbosurgery.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The log-density of a mixture of diagonal Gaussians as a matrix product")
final class DiagonalGaussianMixtureGraphTest {

  /** The four arguments as numbers, in double precision. */
  private record Arguments(INDArray z, INDArray logWeights, INDArray mean, INDArray logVariance) {

    /** Draws codes and components around {@code centre}; log-weights are not all the same. */
    static Arguments random(int n, int d, int components, double spread, double centre) {
      RandomStream random = RandomStream.of(3).at(n).at(d).at(components);
      INDArray logits = gaussians(random, 1, components);
      double normaliser = Math.log(Nd4j.math.exp(logits.dup()).sumNumber().doubleValue());
      return new Arguments(
          gaussians(random, n, d).mul(spread).add(centre),
          logits.sub(normaliser),
          gaussians(random, components, d).mul(spread).add(centre),
          gaussians(random, components, d).mul(0.5));
    }

    static INDArray gaussians(RandomStream random, int rows, int columns) {
      return Nd4j.create(random.gaussians(rows * columns), new long[] {rows, columns}, 'c')
          .castTo(DataType.DOUBLE);
    }

    List<INDArray> all() {
      return List.of(z, logWeights, mean, logVariance);
    }

    /** Returns the same values in single precision, rounded, as both a graph and we see them. */
    Arguments single() {
      return new Arguments(
          z.castTo(DataType.FLOAT),
          logWeights.castTo(DataType.FLOAT),
          mean.castTo(DataType.FLOAT),
          logVariance.castTo(DataType.FLOAT));
    }

    double[] symbolic() {
      SameDiff graph = SameDiff.create();
      return expression(graph, all()).eval().castTo(DataType.DOUBLE).toDoubleVector();
    }

    /** The frozen density: direct differences in double precision. */
    double[] numeric() {
      return new DiagonalGaussianMixture(doubles(logWeights), doubles(mean), doubles(logVariance))
          .logProb(z)
          .toDoubleVector();
    }

    private static double[] doubles(INDArray array) {
      return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }
  }

  private static SDVariable expression(SameDiff graph, List<INDArray> arguments) {
    List<SDVariable> v = new ArrayList<>();
    for (INDArray argument : arguments) {
      v.add(graph.var("x" + v.size(), argument.dup('c')));
    }
    return LogProbability.diagonalGaussianMixture(v.get(0), v.get(1), v.get(2), v.get(3));
  }

  private static double sum(List<INDArray> arguments) {
    return expression(SameDiff.create(), arguments).eval().sumNumber().doubleValue();
  }

  @ParameterizedTest(name = "n = {0}, d = {1}, K = {2}")
  @CsvSource({"1,1,1", "1,1,2", "1,2,1", "2,1,1", "1,3,4", "4,1,3", "4,3,1", "4,3,5"})
  @DisplayName("has gradients by every argument that agree with central differences")
  void gradients(int n, int d, int components) {
    List<INDArray> arguments = Arguments.random(n, d, components, 1, 0.5).all();
    SameDiff graph = SameDiff.create();
    SDVariable total = Reduction.mean(expression(graph, arguments)).mul((double) n).rename("total");
    graph.setLossVariables(total.name());
    Map<String, INDArray> gradients = graph.calculateGradients(Map.of(), "x0", "x1", "x2", "x3");
    double step = 1e-5;
    for (int i = 0; i < 4; i++) {
      INDArray argument = arguments.get(i);
      for (long j = 0; j < argument.length(); j++) {
        double kept = argument.getDouble(j);
        argument.putScalar(j, kept + step);
        double up = sum(arguments);
        argument.putScalar(j, kept - step);
        double down = sum(arguments);
        argument.putScalar(j, kept);
        assertThat(gradients.get("x" + i).getDouble(j))
            .as("argument %d, element %d", i, j)
            .isCloseTo((up - down) / (2 * step), within(1e-8));
      }
    }
  }

  @ParameterizedTest(name = "n = {0}, d = {1}, K = {2}, codes of size {3}, around {4}")
  @CsvSource({
    "1,1,1,1,0",
    "7,2,3,1,0",
    "7,2,3,1000,0",
    "7,2,3,1,1000",
    "5,40,20,30,0",
    "1,3,500,3,-5"
  })
  @DisplayName("is the frozen density's, in double precision, for codes of any size")
  void agreesWithFrozen(int n, int d, int components, double spread, double centre) {
    Arguments arguments = Arguments.random(n, d, components, spread, centre);
    double[] expected = arguments.numeric();
    double[] values = arguments.symbolic();
    assertThat(values).hasSize(n);
    for (int i = 0; i < n; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(1e-12 * Math.abs(expected[i]) + 1e-12));
    }
  }

  @ParameterizedTest(name = "d = {0}, K = {1}, standard deviations about {2}, around {3}")
  @CsvSource({
    "1, 2, 1, 0",
    "1, 500, 0.1, 0",
    "10, 500, 1, 0",
    "10, 500, 0.1, 0",
    "10, 500, 0.1, 100",
    "10, 50, 0.01, 0",
    "50, 100, 0.1, 0",
    "512, 2, 1, 100"
  })
  @DisplayName("errs in single precision as its documentation says, wherever the centre is")
  void bound(int d, int components, double sd, double centre) {
    int n = 100;
    Arguments base = Arguments.random(n, d, components, 2, centre);
    INDArray logVariance = base.logVariance().add(2 * Math.log(sd));
    INDArray z = base.z();
    RandomStream random = RandomStream.of(4);
    for (int i = 0; i < n; i++) { // codes where there is density
      INDArray noise = Arguments.gaussians(random, 1, d).mul(sd);
      z.putRow(i, base.mean().getRow(i % components, true).add(noise));
    }
    Arguments single = new Arguments(z, base.logWeights(), base.mean(), logVariance).single();
    double[] expected = single.numeric();
    double[] values = single.symbolic();
    // S is at the centre of the mixture itself: a shift of everything has to cost nothing.
    double[] largest = largestForms(single);
    for (int i = 0; i < n; i++) {
      double rounding = Math.abs(expected[i]) + components + d;
      double unit = Math.scalb(1.0, -24);
      // The guarantee is d + 4 for the first 2; roundings cancel so far that 2 holds here too.
      assertThat(values[i]).isCloseTo(expected[i], within(unit * (2 * largest[i] + 4 * rounding)));
    }
  }

  /** Returns max_k sum_j (|z_j - c_j| + |m_kj - c_j|)^2 / s_kj^2 for every row z. */
  private static double[] largestForms(Arguments arguments) {
    int d = (int) arguments.mean().size(1);
    double[] mean = Arguments.doubles(arguments.mean());
    double[] centre = Arguments.doubles(arguments.mean().castTo(DataType.DOUBLE).mean(0));
    double[] logVariance = Arguments.doubles(arguments.logVariance());
    double[] z = Arguments.doubles(arguments.z());
    double[] largest = new double[z.length / d];
    for (int i = 0; i < largest.length; i++) {
      for (int k = 0; k < mean.length / d; k++) {
        double form = 0;
        for (int j = 0; j < d; j++) {
          double reach = Math.abs(z[i * d + j] - centre[j]) + Math.abs(mean[k * d + j] - centre[j]);
          form += reach * reach * Math.exp(-logVariance[k * d + j]);
        }
        largest[i] = Math.max(largest[i], form);
      }
    }
    return largest;
  }

  @Test
  @DisplayName("is finite in single precision at codes of 1000 in 512 dimensions")
  void farOut() {
    Arguments arguments = Arguments.random(3, 512, 20, 1000, 0).single();
    assertThat(Arrays.stream(arguments.symbolic()).allMatch(Double::isFinite)).isTrue();
    arguments.logVariance().assign(-12); // the encoder's least
    assertThat(Arrays.stream(arguments.symbolic()).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  @DisplayName("is joint over the dimensions (identity 8)")
  void joint() {
    // Weights 1/2 at (-3, -3) and (3, 3), unit variances; derived in DiagonalGaussianMixtureTest.
    Arguments arguments =
        new Arguments(
            Nd4j.createFromArray(new double[][] {{3, 3}, {3, -3}}),
            Nd4j.createFromArray(new double[][] {{Math.log(0.5), Math.log(0.5)}}),
            Nd4j.createFromArray(new double[][] {{-3, -3}, {3, 3}}),
            Nd4j.zeros(DataType.DOUBLE, 2, 2));
    assertThat(arguments.symbolic())
        .containsExactly(new double[] {-2.5310242469692903, -19.837877066409344}, within(1e-13));
  }

  @Test
  @DisplayName("does not change when components are doubled, split, permuted or silenced")
  void rewritten() {
    Arguments some = Arguments.random(6, 3, 4, 2, 0.3);
    double[] expected = some.symbolic();
    int[] order = {2, 0, 3, 1};
    assertThat(select(some, order, 0, 0, 0, 0).symbolic()).containsExactly(expected, within(1e-12));
    int[] twice = {0, 1, 2, 3, 0, 1, 2, 3};
    double half = Math.log(0.5);
    assertThat(select(some, twice, half, half, half, half, half, half, half, half).symbolic())
        .containsExactly(expected, within(1e-12));
    int[] split = {0, 1, 2, 3, 3};
    assertThat(select(some, split, 0, 0, 0, Math.log(0.3), Math.log(0.7)).symbolic())
        .containsExactly(expected, within(1e-12));
    assertThat(select(some, split, 0, 0, 0, 0, Double.NEGATIVE_INFINITY).symbolic())
        .containsExactly(expected, within(1e-12));
  }

  private static Arguments select(Arguments from, int[] rows, double... moves) {
    INDArray logWeights = Nd4j.create(DataType.DOUBLE, 1, rows.length);
    for (int i = 0; i < rows.length; i++) {
      logWeights.putScalar(i, from.logWeights().getDouble(rows[i]) + moves[i]);
    }
    return new Arguments(
        from.z(), logWeights, from.mean().getRows(rows), from.logVariance().getRows(rows));
  }
}
