package org.elbosurgery.framework.experiment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.codes.PointTerms;
import org.elbosurgery.framework.number.Impossible;

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

  private static final String NOT_NORMALISED =
      "no density has that; the prior's log p(z) does not integrate to 1";

  /** Returns log N in nats: no index-code mutual information is greater. */
  public double logSize() {
    return Math.log(size);
  }

  /**
   * Returns what these numbers cannot be and are, one sentence each: a KL below 0, a mutual
   * information outside [0, log N], a residual that is not 0, each by {@link Impossible five
   * standard errors}. Empty where nothing is wrong that can be seen.
   */
  public List<String> warnings() {
    Estimate information = terms.mutualInformation();
    String wrongEstimator = "no codes have that; the estimator is wrong";
    return Stream.of(
            Impossible.below("mutual information", information, 0, wrongEstimator),
            Impossible.above("mutual information", information, logSize(), wrongEstimator),
            Impossible.below("marginal KL", terms.marginalKl(), 0, NOT_NORMALISED),
            Impossible.below("average KL", terms.averageKl(), 0, NOT_NORMALISED),
            Impossible.other(
                "residual",
                terms.residual(),
                Math.abs(terms.averageKl().mean()),
                "the terms contradict each other, as where a prior's density and its closed forms"
                    + " are not of one distribution"))
        .flatMap(Optional::stream)
        .toList();
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
