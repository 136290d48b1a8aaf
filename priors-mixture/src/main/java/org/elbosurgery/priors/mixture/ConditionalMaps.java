package org.elbosurgery.priors.mixture;

import java.util.stream.IntStream;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Linear maps in a graph that make Gaussians with full covariance standard normal. Such a Gaussian
 * is a chain of one-dimensional ones, each conditional on the dimensions before it: z_j given z_1,
 * ..., z_(j-1) has the mean m_j + sum_i b_ji (z_i - m_i) and the variance v_j. Then V (z - m) with
 * V_jj = v_j^(-1/2) and V_ji = -b_ji v_j^(-1/2) for i &lt; j is standard normal. V is the
 * transposed precision factor of {@link org.elbosurgery.api.FullCovarianceGaussian}.
 *
 * @param maps the C matrices V, one below the other, {@code [C d, d]}
 * @param logDeterminants of the matrices, {@code [C]}
 */
record ConditionalMaps(SDVariable maps, SDVariable logDeterminants) {

  /**
   * Declares the coefficients b, initially 0.
   *
   * @param scope of the prior
   * @param count C
   * @param logVariance natural logarithms of the conditional variances v, {@code [C, d]}
   */
  static ConditionalMaps bind(GraphScope scope, int count, SDVariable logVariance) {
    int d = scope.latentSize();
    SDVariable scales = logVariance.getSameDiff().math().exp(logVariance.mul(-0.5));
    SDVariable map = scope.constant("identity", repeated(Nd4j.eye(d), count));
    if (d > 1) {
      SDVariable coefficients = scope.parameter("coefficients", Nd4j.zeros(count * d, d));
      SDVariable below = scope.constant("below-diagonal", repeated(belowDiagonal(d), count));
      map = map.sub(coefficients.mul(below));
    }
    return new ConditionalMaps(
        map.mul(scales.reshape(-1, 1)), Reduction.sumOfRows(logVariance).mul(-0.5));
  }

  private static INDArray belowDiagonal(int d) {
    double[][] values = new double[d][d];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < j; i++) {
        values[j][i] = 1;
      }
    }
    return Nd4j.createFromArray(values);
  }

  private static INDArray repeated(INDArray matrix, int count) {
    return Nd4j.vstack(IntStream.range(0, count).mapToObj(k -> matrix).toList());
  }

  /** Returns V x for rows x and all V, side by side: {@code [n, C d]} for {@code [n, d]}. */
  SDVariable apply(SDVariable x, int dimensions) {
    SDVariable transposed = x.getSameDiff().permute(maps, 1, 0);
    // ND4J cannot differentiate the product of two [1, 1] matrices.
    return dimensions == 1 ? x.mul(transposed) : x.mmul(transposed);
  }
}
