package org.elbosurgery.framework.contract;

import java.util.Arrays;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/** Posteriors for trying estimators, and priors for them. */
final class TrialPosteriors {

  private TrialPosteriors() {}

  /** Returns unit-variance posteriors at every corner of {-a, a}^d. */
  static Posteriors cube(double a, int d) {
    double[] sides = new double[d];
    Arrays.fill(sides, a);
    return box(sides);
  }

  /**
   * Returns unit-variance posteriors at every corner of a box with the given half-lengths of its
   * sides.
   */
  static Posteriors box(double... sides) {
    int d = sides.length;
    int n = 1 << d;
    float[] mean = new float[n * d];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (((i / d) >> (i % d) & 1) == 0 ? -sides[i % d] : sides[i % d]);
    }
    return new Posteriors(n, d, mean, new float[n * d]);
  }

  /** Returns posteriors whose widths are about as large as the distances between them. */
  static Posteriors scattered(int n, int d) {
    RandomStream random = RandomStream.of(21);
    float[] mean = random.gaussians(n * d);
    float[] logVariance = random.gaussians(n * d);
    for (int i = 0; i < logVariance.length; i++) {
      logVariance[i] = 0.3f * logVariance[i] - 1;
    }
    return new Posteriors(n, d, mean, logVariance);
  }

  /** Returns N(0, I) with the dimensions of some posteriors. */
  static DiagonalGaussianMixture standard(Posteriors posteriors) {
    return DiagonalGaussianMixture.standard(posteriors.dimensions());
  }

  /**
   * Returns a mixture of three components in three dimensions, whose cross-entropy has no closed
   * form.
   */
  static DiagonalGaussianMixture lumpsInSpace() {
    return new DiagonalGaussianMixture(
        new double[] {0, -1, 0.5},
        new double[] {-1, 0, 1, 0.5, 0.5, 0, 1, -1, 0},
        new double[] {0, 0.3, 0, -0.5, 0, 0.2, 0, 0, 0.4});
  }

  /**
   * Returns a mixture of three components in two dimensions, whose cross-entropy has no closed
   * form.
   */
  static DiagonalGaussianMixture lumpsInThePlane() {
    return new DiagonalGaussianMixture(
        new double[] {0, -1, 0.5}, new double[] {-1, 0, 1, 0.5, 0, 1}, new double[6]);
  }
}
