package org.elbosurgery.framework.gap;

import org.elbosurgery.api.Estimate;

/** How much the codes of some data points say about which point each belongs to. */
public interface CodeInformation {

  /**
   * With MI / log N above this, codes say little more than which point they belong to: on average
   * fewer than N^0.05 points (two of a million) share a code, and the marginal KL measures N.
   */
  double SATURATED = 0.95;

  /** Returns N, the number of points. */
  int size();

  /** Returns I_q(n; z) in nats. */
  Estimate mutualInformation();

  /** Returns log N in nats, the upper limit of the index-code mutual information. */
  default double logSize() {
    return Math.log(size());
  }

  /** Returns mutual information / log N, between 0 and 1. */
  default double saturation() {
    return mutualInformation().mean() / logSize();
  }

  /** Returns whether the mutual information is close to log N. */
  default boolean saturated() {
    return saturation() > SATURATED;
  }
}
