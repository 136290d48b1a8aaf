package org.elbosurgery.framework.kernel;

/** What the aggregate posterior is at S samples: its log-density, and how its components mix. */
public final class MixingValues {

  private final double[] logProb;
  private final double[] responsibilityEntropy;

  /** Takes the arrays over. */
  public MixingValues(double[] logProb, double[] responsibilityEntropy) {
    this.logProb = logProb;
    this.responsibilityEntropy = responsibilityEntropy;
  }

  /** Returns S. */
  public int size() {
    return logProb.length;
  }

  /**
   * Returns log q(z) of a sample in nats; negative infinity only where the density of every
   * component vanishes in the kernel's precision.
   */
  public double logProb(int sample) {
    return logProb[sample];
  }

  /**
   * Returns H(r(z)) of a sample in nats: the entropy of which component z is from, between 0 and
   * log N.
   */
  public double responsibilityEntropy(int sample) {
    return responsibilityEntropy[sample];
  }

  /** Returns a copy of all log-densities, {@code [S]}. */
  public double[] logProbs() {
    return logProb.clone();
  }
}
