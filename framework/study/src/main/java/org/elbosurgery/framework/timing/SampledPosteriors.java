package org.elbosurgery.framework.timing;

import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/** Posteriors, and one seeded sample of each. */
public final class SampledPosteriors {

  /**
   * The number of latent dimensions that a VAE of binarized MNIST uses; further ones stay at the
   * prior.
   */
  private static final int USED = 11;

  private static final double UNUSED_SCALE = 0.99;

  /** The factor between the narrowest or widest used dimension and the typical one. */
  private static final double SPREAD = 2;

  private final Posteriors posteriors;
  private final double[] samples;

  private SampledPosteriors(Posteriors posteriors, double[] samples) {
    this.posteriors = posteriors;
    this.samples = samples;
  }

  /** Samples posteriors. */
  public static SampledPosteriors of(Posteriors posteriors, long seed) {
    RandomStream random = RandomStream.of(seed).named("samples");
    int d = posteriors.dimensions();
    double[] samples = new double[Math.multiplyExact(posteriors.size(), d)];
    for (int i = 0; i < samples.length; i++) {
      double s = posteriors.standardDeviation(i / d, i % d);
      samples[i] = posteriors.mean(i / d, i % d) + s * random.nextGaussian();
    }
    return new SampledPosteriors(posteriors, samples);
  }

  /**
   * Makes artificial posteriors as narrow as those of a trained VAE. In each dimension q(z) has
   * mean 0 and variance about 1. At most 11 dimensions are used; their standard deviations are
   * log-normal about a value that rises with the dimension, and so narrow that the average KL is
   * about that of a VAE of binarized MNIST after training, 20.2 (1 - exp(-0.228 d)) nats: Hoffman
   * and Johnson (2016) publish 7.4, 19.2 and 20.2 for d = 2, 10 and 20. Unlike real codes, they
   * have no clusters.
   */
  public static SampledPosteriors synthetic(int size, int dimensions, long seed) {
    RandomStream random = RandomStream.of(seed).named("codes");
    int used = Math.min(dimensions, USED);
    // The average KL of a dimension whose q(z_j) has variance 1 is -E log s.
    double typical = Math.exp(20.2 * Math.expm1(-0.228 * dimensions) / used);
    float[] mean = new float[Math.multiplyExact(size, dimensions)];
    float[] logVariance = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      int j = i % dimensions;
      double place = used == 1 ? 0 : 2.0 * j / (used - 1) - 1;
      double own = typical * Math.pow(SPREAD, place) * Math.exp(0.2 * random.nextGaussian());
      double s = j < used ? Math.min(0.95, own) : UNUSED_SCALE;
      mean[i] = (float) (Math.sqrt(1 - s * s) * random.nextGaussian());
      logVariance[i] = (float) (2 * Math.log(s));
    }
    return of(new Posteriors(size, dimensions, mean, logVariance), seed);
  }

  /** Returns the posteriors. */
  public Posteriors posteriors() {
    return posteriors;
  }

  /** Returns one sample of each posterior, {@code [N, d]} row by row, which must not be changed. */
  public double[] samples() {
    return samples;
  }
}
