package org.elbosurgery.api;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A mixture of diagonal Gaussians, sum_k w_k N(z; mean_k, diag exp(logVariance_k)), joint over the
 * dimensions and computed in double precision. The standard Gaussian, the mixture prior and the
 * VampPrior all freeze to one of these. Immutable.
 *
 * @since 0.1.0
 */
public final class DiagonalGaussianMixture implements Distribution {

  private final int components;
  private final int dimensions;
  private final ComponentWeights weights;
  private final double[] mean;
  private final double[] logVariance;
  private final double[] logNormaliser;

  /**
   * Copies the mixture and normalises its weights.
   *
   * @param logWeights natural logarithms of the weights up to one additive constant, {@code [K]};
   *     negative infinity is a weight of zero
   * @param mean {@code [K, d]} row by row
   * @param logVariance natural logarithms of the variances, {@code [K, d]} row by row
   * @throws IllegalArgumentException if lengths do not fit, a value is not finite, or every weight
   *     is zero
   */
  public DiagonalGaussianMixture(double[] logWeights, double[] mean, double[] logVariance) {
    if (logWeights.length == 0 || mean.length == 0 || mean.length % logWeights.length != 0) {
      throw new IllegalArgumentException(
          mean.length + " mean values do not fit " + logWeights.length + " components");
    }
    if (mean.length != logVariance.length) {
      throw new IllegalArgumentException(
          "mean has " + mean.length + " values, log-variance " + logVariance.length);
    }
    components = logWeights.length;
    dimensions = mean.length / components;
    this.mean = finite("mean", mean);
    this.logVariance = finite("log-variance", logVariance);
    weights = new ComponentWeights(logWeights);
    logNormaliser = new double[components];
    for (int k = 0; k < components; k++) {
      double sum = 0;
      for (int j = 0; j < dimensions; j++) {
        sum += Math.log(2 * Math.PI) + logVariance[k * dimensions + j];
      }
      logNormaliser[k] = weights.log(k) - sum / 2;
    }
  }

  /** Returns the standard Gaussian N(0, I). */
  public static DiagonalGaussianMixture standard(int dimensions) {
    return new DiagonalGaussianMixture(
        new double[1], new double[dimensions], new double[dimensions]);
  }

  /**
   * Returns whether a distribution is N(0, I) judging by its numbers, whichever prior it comes
   * from. Only instances of this class can be.
   */
  public static boolean isStandard(Distribution density) {
    return density instanceof DiagonalGaussianMixture mixture
        && mixture.components() == 1
        && Arrays.stream(mixture.means()).allMatch(mean -> mean == 0)
        && Arrays.stream(mixture.logVariances()).allMatch(logVariance -> logVariance == 0);
  }

  private double[] finite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + " is " + values[i] + " in component " + i / dimensions);
      }
    }
    return values.clone();
  }

  /** Returns K, the number of components. */
  public int components() {
    return components;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  /** Returns a copy of the normalised log-weights, {@code [K]}. */
  public double[] logWeights() {
    return weights.logs();
  }

  /** Returns a copy of the means, {@code [K, d]} row by row. */
  public double[] means() {
    return mean.clone();
  }

  /** Returns a copy of the log-variances, {@code [K, d]} row by row. */
  public double[] logVariances() {
    return logVariance.clone();
  }

  @Override
  public INDArray logProb(INDArray z) {
    double[] rows = CodeRows.of(z, dimensions);
    double[][] means = byDimension(i -> mean[i]);
    double[][] precisions = byDimension(i -> Math.exp(-logVariance[i]));
    double[] result = new double[rows.length / dimensions];
    double[] quadratic = new double[components];
    for (int i = 0; i < result.length; i++) {
      Arrays.fill(quadratic, 0);
      for (int j = 0; j < dimensions; j++) {
        addSquares(rows[i * dimensions + j], means[j], precisions[j], quadratic);
      }
      result[i] = logSumExp(quadratic);
    }
    return Nd4j.createFromArray(result);
  }

  /** Returns a function of each component's values, {@code [d][K]}. */
  private double[][] byDimension(IntToDoubleFunction value) {
    double[][] columns = new double[dimensions][components];
    for (int j = 0; j < dimensions; j++) {
      for (int k = 0; k < components; k++) {
        columns[j][k] = value.applyAsDouble(k * dimensions + j);
      }
    }
    return columns;
  }

  /** Adds the squares of one dimension for all components, in a loop that HotSpot can vectorise. */
  private static void addSquares(double z, double[] mean, double[] precision, double[] sums) {
    for (int k = 0; k < sums.length; k++) {
      double difference = z - mean[k];
      sums[k] += difference * difference * precision[k];
    }
  }

  private double logSumExp(double[] quadratic) {
    double[] terms = quadratic; // overwritten in place
    for (int k = 0; k < components; k++) {
      terms[k] = logNormaliser[k] - quadratic[k] / 2;
    }
    return ComponentWeights.logSumExp(terms);
  }

  @Override
  public INDArray sample(int n, RandomStream random) {
    double[][] samples = new double[n][dimensions];
    for (double[] z : samples) {
      int k = weights.component(random.nextDouble());
      for (int j = 0; j < dimensions; j++) {
        int i = k * dimensions + j;
        z[j] = mean[i] + Math.exp(logVariance[i] / 2) * random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(samples);
  }

  /**
   * A closed form exists for one component: 1/2 sum_j (log 2 pi v_j + (s_j^2 + (mu_j - m_j)^2) /
   * v_j).
   */
  @Override
  public Optional<INDArray> crossEntropy(Posteriors posteriors) {
    if (components > 1) {
      return Optional.empty();
    }
    CodeRows.requireDimensions(posteriors.dimensions(), dimensions);
    double[] result = new double[posteriors.size()];
    double[] precision = Arrays.stream(logVariance).map(v -> Math.exp(-v)).toArray();
    for (int n = 0; n < result.length; n++) {
      double quadratic = 0;
      for (int j = 0; j < dimensions; j++) {
        double difference = posteriors.mean(n, j) - mean[j];
        double variance = Math.exp(posteriors.logVariance(n, j));
        quadratic += (variance + difference * difference) * precision[j];
      }
      result[n] = quadratic / 2 - logNormaliser[0];
    }
    return Optional.of(Nd4j.createFromArray(result));
  }
}
