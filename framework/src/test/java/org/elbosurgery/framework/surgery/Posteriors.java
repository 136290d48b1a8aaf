package org.elbosurgery.framework.surgery;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.RandomStream;

/** Codes to test with. */
public final class Posteriors {

  private Posteriors() {}

  /** Returns unit-variance posteriors at every corner of {-a, a}^d. */
  public static Codes hypercube(double a, int d) {
    int n = 1 << d;
    float[] mean = new float[n * d];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) ((((i / d) >> (i % d)) & 1) == 0 ? -a : a);
    }
    return new Codes(n, d, mean, new float[n * d]);
  }

  /**
   * Returns codes like those of a trained VAE: every dimension has variance about 1 in all, and
   * standard deviations from 0.1 in the first dimension to 0.9 in the last.
   */
  public static Codes trained(int n, int d, long seed) {
    RandomStream random = RandomStream.of(seed).named("codes");
    float[] mean = new float[n * d];
    float[] logVariance = new float[n * d];
    for (int i = 0; i < mean.length; i++) {
      double typical = 0.1 + 0.8 * (i % d) / Math.max(1, d - 1);
      double s = Math.min(0.98, typical * Math.exp(0.2 * random.nextGaussian()));
      mean[i] = (float) (Math.sqrt(1 - s * s) * random.nextGaussian());
      logVariance[i] = (float) (2 * Math.log(s));
    }
    return new Codes(n, d, mean, logVariance);
  }

  /** Returns codes whose row i is a row of the given ones. */
  public static Codes rows(Codes codes, int size, IntUnaryOperator row) {
    return codes.rows(IntStream.range(0, size).map(row).toArray());
  }

  /** Returns the codes with each row of {@code a} beside each row of {@code b}. */
  public static Codes product(Codes a, Codes b) {
    int d = a.dimensions() + b.dimensions();
    int size = a.size() * b.size();
    float[] mean = new float[size * d];
    float[] logVariance = new float[size * d];
    for (int i = 0; i < mean.length; i++) {
      int n = i / d;
      int j = i % d;
      boolean first = j < a.dimensions();
      Codes from = first ? a : b;
      int row = first ? n / b.size() : n % b.size();
      int column = first ? j : j - a.dimensions();
      mean[i] = (float) from.mean(row, column);
      logVariance[i] = (float) from.logVariance(row, column);
    }
    return new Codes(size, d, mean, logVariance);
  }

  /** Returns the first {@code d} dimensions. */
  public static Codes firstDimensions(Codes codes, int d) {
    float[] mean = new float[codes.size() * d];
    float[] logVariance = new float[codes.size() * d];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) codes.mean(i / d, i % d);
      logVariance[i] = (float) codes.logVariance(i / d, i % d);
    }
    return new Codes(codes.size(), d, mean, logVariance);
  }

  /** Returns {@code perPoint} samples of every posterior. */
  public static double[] samples(Codes codes, int perPoint, long seed) {
    return new PosteriorSamples(codes, perPoint, RandomStream.of(seed)).of(0, codes.size());
  }
}
