package org.elbosurgery.framework.experiment;

import java.util.Optional;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.codes.PointTerms;

/**
 * An ELBO taken apart: reconstruction - mutual information - marginal KL (Hoffman and Johnson
 * 2016).
 *
 * @param size N, the number of data points
 * @param dimensions d, the number of latent dimensions
 * @param reconstruction average log p(x|z); empty where there is no decoder
 * @param terms the average KL and its parts
 * @param points what each data point adds to the reconstruction and the terms; empty where there is
 *     no decoder or the estimator has no such values
 */
public record Surgery(
    int size,
    int dimensions,
    Optional<Estimate> reconstruction,
    Decomposition terms,
    Optional<PointTerms> points) {

  /** Returns log N in nats: no index-code mutual information is greater. */
  public double logSize() {
    return Math.log(size);
  }

  /**
   * Returns reconstruction - average KL; empty where there is no decoder. The two rest on samples
   * of their own, so their errors add in squares.
   */
  public Optional<Estimate> elbo() {
    Estimate kl = terms.averageKl();
    return reconstruction.map(
        r ->
            new Estimate(
                r.mean() - kl.mean(),
                Math.hypot(r.standardError(), kl.standardError()),
                r.samples()));
  }
}
