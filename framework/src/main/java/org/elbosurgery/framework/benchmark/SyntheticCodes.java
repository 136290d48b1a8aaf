package org.elbosurgery.framework.benchmark;

import org.elbosurgery.api.Codes;
import org.elbosurgery.api.RandomStream;

/** Seeded codes with the sharpness of a trained VAE's, and one sample of each posterior. */
public final class SyntheticCodes {

  /** How far the sharpest and the widest dimension are from the typical one, as a factor. */
  private static final double SPREAD = 2;

  private final Codes codes;
  private final double[] samples;

  private SyntheticCodes(Codes codes, double[] samples) {
    this.codes = codes;
    this.samples = samples;
  }

  /**
   * Draws the codes. In each dimension q(z) has variance about 1 and mean 0; standard deviations
   * are log-normal about a value that rises with the dimension, and so sharp that the average KL is
   * about what a VAE of binarized MNIST has after training, 20.2 (1 - exp(-0.228 d)) nats: Hoffman
   * and Johnson (2016) publish 7.4, 19.2 and 20.2 for d = 2, 10 and 20.
   */
  public static SyntheticCodes of(int size, int dimensions, long seed) {
    RandomStream random = RandomStream.of(seed).named("codes");
    float[] mean = new float[Math.multiplyExact(size, dimensions)];
    float[] logVariance = new float[mean.length];
    double[] samples = new double[mean.length];
    // The average KL of a dimension whose q(z_j) has variance 1 is -E log s.
    double typical = Math.exp(-20.2 * -Math.expm1(-0.228 * dimensions) / dimensions);
    for (int i = 0; i < mean.length; i++) {
      double place = dimensions == 1 ? 0 : 2.0 * (i % dimensions) / (dimensions - 1) - 1;
      double own = typical * Math.pow(SPREAD, place) * Math.exp(0.2 * random.nextGaussian());
      double s = Math.min(0.95, own);
      mean[i] = (float) (Math.sqrt(1 - s * s) * random.nextGaussian());
      logVariance[i] = (float) (2 * Math.log(s));
      samples[i] = mean[i] + s * random.nextGaussian();
    }
    return new SyntheticCodes(new Codes(size, dimensions, mean, logVariance), samples);
  }

  /** Returns the posteriors. */
  public Codes codes() {
    return codes;
  }

  /** Returns one sample of each posterior, {@code [N, d]} row by row. Not to be changed. */
  public double[] samples() {
    return samples;
  }
}
