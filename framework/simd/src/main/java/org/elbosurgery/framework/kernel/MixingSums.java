package org.elbosurgery.framework.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * What a part of the components of the aggregate posterior contributes at S samples: the log sum A
 * = log sum_m q_m(z) over the part, and the entropy H of the responsibilities within it. Parts
 * merge by the chain rule of entropy: with A = log sum_j exp(A_j) and the weights w_j = exp(A_j -
 * A),
 *
 * <pre>H = sum_j w_j H_j - sum_j w_j log w_j.</pre>
 */
public final class MixingSums {

  private final double[] logSum;
  private final double[] entropy;

  /**
   * Keeps the arrays, which the caller must not change afterwards.
   *
   * @param logSum A in nats, {@code [S]}; negative infinity if nothing in the part matters
   * @param entropy H in nats, {@code [S]}
   */
  public MixingSums(double[] logSum, double[] entropy) {
    this.logSum = logSum;
    this.entropy = entropy;
  }

  /**
   * Returns the sums over several parts. The order of the parts determines every bit; one part
   * alone keeps its own.
   *
   * @param parts disjoint, at least one
   */
  public static MixingSums merged(List<MixingSums> parts) {
    int samples = parts.get(0).logSum.length;
    MixingSums merged = new MixingSums(new double[samples], new double[samples]);
    for (int i = 0; i < samples; i++) {
      merged.set(i, parts);
    }
    return merged;
  }

  private void set(int sample, List<MixingSums> parts) {
    double max = Double.NEGATIVE_INFINITY;
    for (MixingSums part : parts) {
      max = Math.max(max, part.logSum[sample]);
    }
    if (max == Double.NEGATIVE_INFINITY) {
      logSum[sample] = max;
      return;
    }
    double sum = 0;
    for (MixingSums part : parts) {
      sum += Math.exp(part.logSum[sample] - max);
    }
    double logOfSum = Math.log(sum);
    logSum[sample] = max + logOfSum;
    for (MixingSums part : parts) {
      double logWeight = part.logSum[sample] - max - logOfSum;
      double weight = Math.exp(logWeight);
      entropy[sample] += weight == 0 ? 0 : weight * (part.entropy[sample] - logWeight);
    }
  }

  /** Returns S, the number of samples. */
  public int size() {
    return logSum.length;
  }

  /** Returns the sums at the samples {@code from}, ..., {@code to - 1}. */
  public MixingSums range(int from, int to) {
    return new MixingSums(
        Arrays.copyOfRange(logSum, from, to), Arrays.copyOfRange(entropy, from, to));
  }

  /** Returns a copy of A, {@code [S]}. */
  public double[] logSums() {
    return logSum.clone();
  }

  /** Returns a copy of H, {@code [S]}. */
  public double[] entropies() {
    return entropy.clone();
  }

  /** Writes the sums of the samples to two arrays, from a sample on. */
  public void write(double[] logSums, double[] entropies, int from) {
    System.arraycopy(logSum, 0, logSums, from, logSum.length);
    System.arraycopy(entropy, 0, entropies, from, entropy.length);
  }

  /**
   * Returns the values of the mean of the components.
   *
   * @param components the number of all components
   */
  public MixingValues mean(int components) {
    double logSize = Math.log(components);
    double[] logProb = logSum.clone();
    double[] within = entropy.clone();
    for (int i = 0; i < logProb.length; i++) {
      logProb[i] -= logSize;
      within[i] = Math.min(within[i], logSize);
    }
    return new MixingValues(logProb, within);
  }
}
