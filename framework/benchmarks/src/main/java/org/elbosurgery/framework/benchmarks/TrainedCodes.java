package org.elbosurgery.framework.benchmarks;

import org.elbosurgery.api.Codes;
import org.elbosurgery.api.RandomStream;

/** Seeded synthetic codes with the shape of a trained VAE's, and one sample of each posterior. */
final class TrainedCodes {

  private final Codes codes;
  private final double[] samples;

  /**
   * Draws the codes. In each dimension q(z) has variance about 1, and standard deviations are
   * log-normal about a value that goes from 0.1 in the first dimension to 0.5 in the last: all
   * dimensions in use, as at d = 20 on MNIST.
   */
  TrainedCodes(int size, int dimensions, long seed) {
    RandomStream random = RandomStream.of(seed).named("codes");
    float[] mean = new float[Math.multiplyExact(size, dimensions)];
    float[] logVariance = new float[mean.length];
    samples = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double typical = 0.1 + 0.4 * (i % dimensions) / Math.max(1, dimensions - 1);
      double s = Math.min(0.95, typical * Math.exp(0.2 * random.nextGaussian()));
      mean[i] = (float) (Math.sqrt(1 - s * s) * random.nextGaussian());
      logVariance[i] = (float) (2 * Math.log(s));
      samples[i] = mean[i] + s * random.nextGaussian();
    }
    codes = new Codes(size, dimensions, mean, logVariance);
  }

  Codes codes() {
    return codes;
  }

  /** Returns one sample of each posterior, {@code [N, d]} row by row. Not to be changed. */
  double[] samples() {
    return samples;
  }
}
