package org.elbosurgery.framework.density;

import java.util.Arrays;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A normalised density near that of given rows: a mixture of Gaussians that are diagonal along the
 * axes in which the mean covariance within components is the unit matrix.
 */
final class Reference {

  /** How often the axes are chosen. */
  private static final int ROUNDS = 3;

  /** Steps of expectation and maximisation after each choice. */
  private static final int STEPS = 4;

  private final int d;
  private final AffineMap axes;
  private final DiagonalGaussianMixture mixture;

  private Reference(int d, AffineMap axes, DiagonalGaussianMixture mixture) {
    this.d = d;
    this.axes = axes;
    this.mixture = mixture;
  }

  /**
   * Fits a reference.
   *
   * @param z rows of d values
   * @param d the number of dimensions
   * @param components the largest number of mixture components
   * @param random the source of randomness
   */
  static Reference fit(double[] z, int d, int components, RandomStream random) {
    int k = Math.min(components, z.length / d);
    AffineMap axes = GroupMoments.ofAll(GroupMoments.clipped(z, d), d).axes();
    MixtureFit fit = MixtureFit.spread(axes.inverse(z), d, k, random);
    fit.run(STEPS);
    for (int round = 1; round < ROUNDS; round++) {
      int[] groups = fit.groups();
      axes = GroupMoments.of(z, d, groups, k).axes();
      fit = MixtureFit.grouped(axes.inverse(z), d, groups, k);
      fit.run(STEPS);
    }
    return new Reference(d, axes, fit.mixture());
  }

  /** Returns the coordinates of rows along its axes. */
  double[] coordinates(double[] z) {
    return axes.inverse(z);
  }

  /**
   * Returns the log-density of rows.
   *
   * @param u the {@linkplain #coordinates coordinates} of the rows
   */
  double[] logProb(double[] u) {
    double[] result =
        mixture.logProb(Nd4j.createFromArray(u).reshape('c', u.length / d, d)).data().asDouble();
    double volume = axes.logVolume();
    Arrays.setAll(result, i -> result[i] - volume);
    return result;
  }

  /** Draws samples, row by row. */
  double[] sample(int n, RandomStream random) {
    return axes.apply(mixture.sample(n, random).data().asDouble());
  }

  /**
   * Returns the component of which each row is nearest to the mean.
   *
   * @param u the {@linkplain #coordinates coordinates} of the rows
   */
  int[] nearest(double[] u) {
    double[] means = mixture.means();
    int[] nearest = new int[u.length / d];
    for (int i = 0; i < nearest.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < mixture.components(); k++) {
        double squares = 0;
        for (int j = 0; j < d; j++) {
          double difference = u[i * d + j] - means[k * d + j];
          squares += difference * difference;
        }
        if (squares < least) {
          least = squares;
          nearest[i] = k;
        }
      }
    }
    return nearest;
  }

  /** Returns the number of mixture components. */
  int components() {
    return mixture.components();
  }
}
