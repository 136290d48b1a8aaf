package org.elbosurgery.priors.gaussian;

import java.util.Optional;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.ops.SDMath;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * N(mean, (W W^T)^-1) in a graph, with W upper triangular and its diagonal positive.
 *
 * @param dimensions d
 * @param mean {@code [1, d]}
 * @param factor W, {@code [d, d]}
 * @param logNormaliser sum_j log W_jj - d/2 log 2 pi, {@code [1]}
 */
record BoundFullCovarianceGaussian(
    int dimensions, SDVariable mean, SDVariable factor, SDVariable logNormaliser)
    implements BoundPrior {

  /**
   * Declares W in a scope, parameterised by the logarithms of its diagonal and the elements above
   * it; initially I.
   */
  static BoundFullCovarianceGaussian bind(GraphScope scope, SDVariable mean) {
    int d = scope.latentSize();
    SDVariable free = scope.parameter("precision-factor", Nd4j.zeros(d, d));
    INDArray identity = Nd4j.eye(d);
    SDVariable diagonal = scope.constant("diagonal", identity);
    SDVariable above = scope.constant("above-diagonal", aboveDiagonal(d));
    SDVariable logDiagonal = free.mul(diagonal);
    SDVariable factor =
        mean.getSameDiff().math().exp(logDiagonal).mul(diagonal).add(free.mul(above));
    SDVariable logDeterminant = Reduction.sumOfRows(Reduction.sumOfRows(logDiagonal).reshape(1, d));
    return new BoundFullCovarianceGaussian(
        d, mean, factor, logDeterminant.sub(0.5 * d * Math.log(2 * Math.PI)));
  }

  /** Returns the parameter for which the covariance is C, {@code [d, d]} row by row. */
  static double[] parameter(double[][] covariance) {
    int d = covariance.length;
    double[] free = FullCovarianceGaussian.of(new double[d], covariance).precisionFactor();
    for (int j = 0; j < d; j++) {
      free[j * d + j] = Math.log(free[j * d + j]);
    }
    return free;
  }

  private static INDArray aboveDiagonal(int d) {
    double[][] values = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = i + 1; j < d; j++) {
        values[i][j] = 1;
      }
    }
    return Nd4j.createFromArray(values);
  }

  @Override
  public SDVariable logProb(SDVariable z) {
    SDVariable standardised = product(z.sub(mean), factor);
    return squaredNorms(standardised).mul(-0.5).add(logNormaliser);
  }

  /**
   * Returns 1/2 (|(mu - m) W|^2 + sum_i v_i sum_j W_ij^2) minus the normaliser, with q = N(mu, diag
   * v).
   */
  @Override
  public Optional<SDVariable> crossEntropy(Posterior q) {
    SDMath math = mean.getSameDiff().math();
    SDVariable distances = squaredNorms(product(q.mean().sub(mean), factor));
    SDVariable traces =
        Reduction.sumOfRows(product(math.exp(q.logVariance()), math.square(factor)));
    return Optional.of(distances.add(traces).mul(0.5).sub(logNormaliser));
  }

  private static SDVariable squaredNorms(SDVariable x) {
    return Reduction.sumOfRows(x.getSameDiff().math().square(x));
  }

  /**
   * Returns a matrix product, computed with stacks of one matrix, because ND4J cannot differentiate
   * the product of two [1, 1] matrices.
   */
  private SDVariable product(SDVariable x, SDVariable matrix) {
    SameDiff graph = x.getSameDiff();
    return graph.stack(0, x).mmul(graph.stack(0, matrix)).reshape(-1, dimensions);
  }

  @Override
  public Distribution freeze(GraphValues values, RandomStream random) {
    return new FullCovarianceGaussian(doubles(values, mean), doubles(values, factor));
  }

  private static double[] doubles(GraphValues values, SDVariable variable) {
    return values.of(variable).data().asDouble();
  }
}
