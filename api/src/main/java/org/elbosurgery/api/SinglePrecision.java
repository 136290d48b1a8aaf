package org.elbosurgery.api;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Posteriors in single precision, which take half the memory. */
final class SinglePrecision implements PosteriorValues {

  private final float[] mean;
  private final float[] logVariance;

  /** Keeps the arrays, which nobody else may hold. */
  SinglePrecision(float[] mean, float[] logVariance) {
    this.mean = mean;
    this.logVariance = logVariance;
  }

  @Override
  public double mean(long i) {
    return mean[(int) i];
  }

  @Override
  public double logVariance(long i) {
    return logVariance[(int) i];
  }

  @Override
  public boolean isSinglePrecision() {
    return true;
  }

  @Override
  public void read(long from, long to, double[] means, double[] logVariances) {
    int first = (int) from;
    for (int i = first; i < to; i++) {
      means[i - first] = mean[i];
      logVariances[i - first] = logVariance[i];
    }
  }

  @Override
  public PosteriorValues rows(int dimensions, int... numbers) {
    return new SinglePrecision(
        rows(mean, dimensions, numbers), rows(logVariance, dimensions, numbers));
  }

  private static float[] rows(float[] values, int dimensions, int... numbers) {
    float[] chosen = new float[Math.multiplyExact(numbers.length, dimensions)];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(values, numbers[i] * dimensions, chosen, i * dimensions, dimensions);
    }
    return chosen;
  }

  @Override
  public PosteriorValues range(int dimensions, int from, int to) {
    return new SinglePrecision(
        Arrays.copyOfRange(mean, from * dimensions, to * dimensions),
        Arrays.copyOfRange(logVariance, from * dimensions, to * dimensions));
  }

  @Override
  public INDArray means(int dimensions) {
    return Nd4j.createFromArray(mean).reshape('c', -1, dimensions);
  }

  @Override
  public INDArray logVariances(int dimensions) {
    return Nd4j.createFromArray(logVariance).reshape('c', -1, dimensions);
  }
}
