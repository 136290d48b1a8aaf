package org.example.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.testkit.EstimatorContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The moment estimator keeps the contract:")
final class MomentEstimatorTest extends EstimatorContract {

  @Override
  protected Class<? extends Estimator> plugin() {
    return MomentEstimator.class;
  }

  /**
   * Means -1 and 1 with variances of 1 have the variance 2 together. So the bound of the mutual
   * information is 1/2 log 2, above the true 0.33683082.
   */
  @Test
  @DisplayName("of two posteriors the bound is half of log 2")
  void boundOfAPair() {
    Posteriors pair = new Posteriors(2, 1, new double[] {-1, 1}, new double[] {0, 0});
    Decomposition terms =
        new MomentEstimator()
            .estimate(
                pair, DiagonalGaussianMixture.standard(1), Budget.of(2, 1), RandomStream.of(1));

    assertEquals(Math.log(2) / 2, terms.mutualInformation().mean(), 1e-12);
    assertTrue(terms.mutualInformation().isExact());
  }
}
