package org.elbosurgery.framework.kernel;

import java.util.Arrays;

/**
 * The logarithms of sums of exponentials, one for each sample of a chunk, folded block by block in
 * double precision. The terms are given by their deficits y_m = peak - log q_m(z). With a reference
 * R, the least deficit seen, a sample keeps
 *
 * <pre>sum = sum_m exp(R - y_m),   moment = sum_m (R - y_m) exp(R - y_m),</pre>
 *
 * so that log sum_m q_m(z) = peak - R + log sum, and the entropy of the responsibilities is log sum
 * - moment / sum: no large numbers cancel.
 */
final class StreamingLogSumExp {

  private final double[] reference;
  private final double[] sum;
  private final double[] moment;

  StreamingLogSumExp(int samples) {
    reference = new double[samples];
    sum = new double[samples];
    moment = new double[samples];
    Arrays.fill(reference, Double.POSITIVE_INFINITY);
  }

  /** Returns the least deficit that sample i has seen, at first infinity. */
  double reference(int i) {
    return reference[i];
  }

  /** Moves sample i to a lesser reference. */
  void lower(int i, double newReference) {
    if (sum[i] > 0) {
      double step = reference[i] - newReference;
      double scale = Math.exp(-step);
      moment[i] = scale * moment[i] - scale * step * sum[i];
      sum[i] *= scale;
    }
    reference[i] = newReference;
  }

  /** Adds partial sums, taken with the present reference, to sample i. */
  void add(int i, double partialSum, double partialMoment) {
    sum[i] += partialSum;
    moment[i] += partialMoment;
  }

  /** Returns log sum_m exp(-y_m) of sample i; negative infinity if every term vanished. */
  double logSum(int i) {
    return sum[i] == 0 ? Double.NEGATIVE_INFINITY : Math.log(sum[i]) - reference[i];
  }

  /** Returns the entropy of the responsibilities at sample i; 0 if every term vanished. */
  double entropy(int i) {
    return sum[i] == 0 ? 0 : Math.max(0, Math.log(sum[i]) - moment[i] / sum[i]);
  }
}
