package org.elbosurgery.framework.kernel;

/**
 * The log-density of the aggregate posterior at S samples, and the entropy of its responsibilities
 * there.
 */
public final class MixingValues {

  private final double[] logProb;
  private final double[] responsibilityEntropy;

  /** Keeps the arrays, which the caller must not change afterwards. */
  public MixingValues(double[] logProb, double[] responsibilityEntropy) {
    this.logProb = logProb;
    this.responsibilityEntropy = responsibilityEntropy;
  }

  /** Returns S, the number of samples. */
  public int size() {
    return logProb.length;
  }

  /**
   * Returns log q(z) of a sample in nats; negative infinity only if the density of every component
   * vanishes in the kernel's precision.
   */
  public double logProb(int sample) {
    return logProb[sample];
  }

  /**
   * Returns H(r(z)) of a sample in nats, the entropy of the distribution over the components that z
   * may be from, between 0 and log N.
   */
  public double responsibilityEntropy(int sample) {
    return responsibilityEntropy[sample];
  }

  /** Returns a copy of all log-densities, {@code [S]}. */
  public double[] logProbs() {
    return logProb.clone();
  }
}
