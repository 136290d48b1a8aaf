package org.elbosurgery.framework.kernel;

import java.util.Arrays;

/**
 * The logarithms of sums of exponentials, one for each sample of a chunk, accumulated block by
 * block in double precision. The terms are given by their deficits y_m = peak - log q_m(z). With
 * the reference R, the smallest deficit seen so far, each sample keeps
 *
 * <pre>sum = sum_m exp(R - y_m),   moment = sum_m (R - y_m) exp(R - y_m),</pre>
 *
 * so that log sum_m q_m(z) = peak - R + log sum, and the entropy of the responsibilities is log sum
 * - moment / sum. No large numbers cancel.
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

  /** Returns the smallest deficit seen for sample i, initially infinity. */
  double reference(int i) {
    return reference[i];
  }

  /** Changes the reference of sample i to a smaller one. */
  void lower(int i, double newReference) {
    if (sum[i] > 0) {
      double step = reference[i] - newReference;
      double scale = Math.exp(-step);
      moment[i] = scale * moment[i] - scale * step * sum[i];
      sum[i] *= scale;
    }
    reference[i] = newReference;
  }

  /** Adds partial sums, computed with the present reference, to those of sample i. */
  void add(int i, double partialSum, double partialMoment) {
    sum[i] += partialSum;
    moment[i] += partialMoment;
  }

  /** Returns log sum_m exp(-y_m) of sample i; negative infinity if every term vanishes. */
  double logSum(int i) {
    return sum[i] == 0 ? Double.NEGATIVE_INFINITY : Math.log(sum[i]) - reference[i];
  }

  /** Returns the entropy of the responsibilities at sample i; 0 if every term vanishes. */
  double entropy(int i) {
    return sum[i] == 0 ? 0 : Math.max(0, Math.log(sum[i]) - moment[i] / sum[i]);
  }
}
