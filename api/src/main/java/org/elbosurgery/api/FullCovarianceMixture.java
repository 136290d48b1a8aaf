package org.elbosurgery.api;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A mixture of Gaussians with full covariances, sum_k w_k N(z; mean_k, (W_k W_k^T)^-1), in double
 * precision. Immutable.
 *
 * @since 0.1.0
 */
public final class FullCovarianceMixture implements Distribution {

  private final ComponentWeights weights;
  private final List<FullCovarianceGaussian> components;

  /**
   * Copies the mixture and normalises its weights.
   *
   * @param logWeights natural logarithms of the weights up to one additive constant, {@code [K]};
   *     negative infinity is a weight of zero
   * @param components the components, K of them, of the same number of dimensions
   * @throws IllegalArgumentException if the numbers of weights, components or dimensions do not
   *     fit, a log-weight is NaN or infinite, or every weight is zero
   */
  public FullCovarianceMixture(double[] logWeights, List<FullCovarianceGaussian> components) {
    if (components.isEmpty() || components.size() != logWeights.length) {
      throw new IllegalArgumentException(
          logWeights.length + " log-weights do not fit " + components.size() + " components");
    }
    int d = components.get(0).dimensions();
    components.forEach(component -> CodeRows.requireDimensions(component.dimensions(), d));
    this.weights = new ComponentWeights(logWeights);
    this.components = List.copyOf(components);
  }

  @Override
  public int dimensions() {
    return components.get(0).dimensions();
  }

  /** Returns a copy of the normalised log-weights, {@code [K]}. */
  public double[] logWeights() {
    return weights.logs();
  }

  /** Returns the components. */
  public List<FullCovarianceGaussian> components() {
    return components;
  }

  @Override
  public INDArray logProb(INDArray z) {
    double[] rows = CodeRows.of(z, dimensions());
    double[] result = new double[rows.length / dimensions()];
    double[] terms = new double[components.size()];
    double[] scratch = new double[dimensions()];
    for (int n = 0; n < result.length; n++) {
      for (int k = 0; k < terms.length; k++) {
        terms[k] = weights.log(k) + components.get(k).logProb(rows, n, scratch);
      }
      result[n] = ComponentWeights.logSumExp(terms);
    }
    return Nd4j.createFromArray(result);
  }

  @Override
  public INDArray sample(int n, RandomStream random) {
    double[][] samples = new double[n][dimensions()];
    for (double[] z : samples) {
      components.get(weights.component(random.nextDouble())).draw(z, random);
    }
    return Nd4j.createFromArray(samples);
  }
}
