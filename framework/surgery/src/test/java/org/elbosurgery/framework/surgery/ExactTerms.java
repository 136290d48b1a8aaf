package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/** Terms of the exact estimator, to be compared with oracles. */
final class ExactTerms {

  private ExactTerms() {}

  static Decomposition estimate(Posteriors posteriors, Distribution prior, int samples, long seed) {
    return new ExactEstimator()
        .estimate(posteriors, prior, Budget.of(samples, 2), RandomStream.of(seed));
  }

  /** Asserts that an estimate is within 5 standard errors of what it should be. */
  static void assertWithinError(Estimate estimate, double expected) {
    assertThat(estimate.mean()).isCloseTo(expected, within(5 * estimate.standardError() + 1e-6));
  }
}
