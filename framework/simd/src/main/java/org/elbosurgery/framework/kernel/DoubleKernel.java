package org.elbosurgery.framework.kernel;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.elbosurgery.api.Posteriors;

/** The kernel in double precision, one sample at a time; the reference for the other kernels. */
final class DoubleKernel implements PairKernel {

  private static final int BLOCK = 512;

  /**
   * Terms whose deficit is this far (in nats) above the smallest cannot change a double-precision
   * sum.
   */
  private static final double MARGIN = 60;

  private final int dimensions;
  private final double peak;
  private final double[][] constant;
  private final double[][] mean;
  private final double[][] precision;

  DoubleKernel(Posteriors posteriors) {
    this(posteriors, BLOCK);
  }

  DoubleKernel(Posteriors posteriors, int blockSize) {
    dimensions = posteriors.dimensions();
    double[] peaks = new double[posteriors.size()];
    for (int m = 0; m < peaks.length; m++) {
      peaks[m] = 0.5 * dimensions - posteriors.entropy(m);
    }
    peak = Arrays.stream(peaks).max().getAsDouble();
    int blocks = (posteriors.size() + blockSize - 1) / blockSize;
    constant = new double[blocks][];
    mean = new double[blocks * dimensions][];
    precision = new double[blocks * dimensions][];
    for (int block = 0; block < blocks; block++) {
      int first = block * blockSize;
      int size = Math.min(blockSize, posteriors.size() - first);
      constant[block] = new double[size];
      Arrays.setAll(constant[block], m -> peak - peaks[first + m]);
      for (int j = 0; j < dimensions; j++) {
        int dimension = j;
        double[] means = new double[size];
        Arrays.setAll(means, m -> posteriors.mean(first + m, dimension));
        mean[block * dimensions + j] = means;
        double[] roots = new double[size];
        Arrays.setAll(roots, m -> Math.exp(-0.5 * posteriors.logVariance(first + m, dimension)));
        precision[block * dimensions + j] = roots;
      }
    }
  }

  @Override
  public int[] order(double[] z) {
    return IntStream.range(0, z.length / dimensions).toArray();
  }

  @Override
  public void fold(OrderedSamples samples, int from, int to, double[] logSum, double[] entropy) {
    fold(samples, place -> OrderedSamples.UNKNOWN, from, to, logSum, entropy);
  }

  /** Returns the kernel over all components except, for each sample, the one it was drawn from. */
  PairKernel others() {
    return new Others(this);
  }

  private record Others(DoubleKernel all) implements PairKernel {

    @Override
    public int[] order(double[] z) {
      return all.order(z);
    }

    @Override
    public void fold(OrderedSamples samples, int from, int to, double[] logSum, double[] entropy) {
      all.fold(samples, samples::origin, from, to, logSum, entropy);
    }
  }

  private void fold(
      OrderedSamples samples,
      IntUnaryOperator leftOut,
      int from,
      int to,
      double[] logSum,
      double[] entropy) {
    double[] deficit = new double[constant[0].length];
    StreamingLogSumExp state = new StreamingLogSumExp(to - from);
    for (int block = 0; block < constant.length; block++) {
      for (int i = from; i < to; i++) {
        deficits(samples.z(), samples.number(i) * dimensions, block, deficit);
        leaveOut(leftOut.applyAsInt(i), block, deficit);
        sum(deficit, constant[block].length, i - from, state);
      }
    }
    for (int i = from; i < to; i++) {
      logSum[samples.number(i)] = peak + state.logSum(i - from);
      entropy[samples.number(i)] = state.entropy(i - from);
    }
  }

  /** Removes one component's term from the sum. */
  private void leaveOut(int component, int block, double[] deficit) {
    int size = constant[0].length;
    if (component != OrderedSamples.UNKNOWN && component / size == block) {
      deficit[component % size] = Double.POSITIVE_INFINITY;
    }
  }

  private void deficits(double[] z, int row, int block, double[] out) {
    int size = constant[block].length;
    System.arraycopy(constant[block], 0, out, 0, size);
    for (int j = 0; j < dimensions; j++) {
      int i = block * dimensions + j;
      addHalfSquares(z[row + j], mean[i], precision[i], size, out);
    }
  }

  private static void addHalfSquares(
      double z, double[] mean, double[] precision, int size, double[] out) {
    for (int m = 0; m < size; m++) {
      double t = (z - mean[m]) * precision[m];
      out[m] += 0.5 * t * t;
    }
  }

  private static void sum(double[] deficit, int size, int sample, StreamingLogSumExp state) {
    double min = state.reference(sample);
    for (int m = 0; m < size; m++) {
      min = Math.min(min, deficit[m]);
    }
    if (min < state.reference(sample)) {
      state.lower(sample, min);
    }
    double sum = 0;
    double moment = 0;
    for (int m = 0; m < size; m++) {
      double x = min - deficit[m];
      if (x > -MARGIN) {
        double e = Math.exp(x);
        sum += e;
        moment += e * x;
      }
    }
    state.add(sample, sum, moment);
  }
}
