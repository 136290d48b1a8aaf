package org.elbosurgery.framework.likelihood;

/**
 * When the samples of a row are enough: as many count as are wanted, by their effective sample
 * size, and the tail of their weights lets one believe it, by the Pareto k.
 *
 * @param effective the wanted effective sample size, at least 1; 0 if only all samples are enough
 */
record Sufficiency(int effective) {

  /** All samples are wanted. */
  static final Sufficiency ALL = new Sufficiency(0);

  /** By what factor the samples of a row grow at least before they are looked at again. */
  private static final double GROWTH = 1.25;

  /** Returns whether samples may be left out. */
  boolean mayStop() {
    return effective > 0;
  }

  /** Returns whether some samples of a row are enough. */
  boolean isReached(LogWeights weights) {
    return mayStop()
        && weights.size() >= ParetoTail.MIN_SAMPLES
        && isReached(weights.effectiveSampleSize(), weights.paretoShape());
  }

  /** Returns whether samples with this effective sample size and Pareto k are enough. */
  boolean isReached(double effectiveSampleSize, double paretoShape) {
    return effectiveSampleSize >= effective && paretoShape <= ParetoShapes.DOUBTFUL;
  }

  /**
   * Returns the number of samples at which to look next.
   *
   * @param drawn the number at which they were not enough
   */
  static int next(int drawn) {
    return (int) Math.ceil(GROWTH * drawn);
  }
}
