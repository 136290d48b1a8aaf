package org.elbosurgery.api;

/**
 * Estimates the terms of the surgery from the posteriors of a data set and the prior alone, without
 * a model.
 *
 * @since 0.1.0
 */
public interface Estimator {

  /**
   * Decomposes the average KL of the posteriors of a data set.
   *
   * @param posteriors the posteriors q(z|x_n), all N of them
   * @param prior p(z)
   * @param budget samples and threads to spend
   * @param random the source of randomness; the same stream gives the same result, bit for bit
   * @return the terms with their standard errors
   * @throws IllegalArgumentException if the posteriors and the prior differ in their number of
   *     dimensions
   */
  Decomposition estimate(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random);

  /**
   * Returns whether the estimates are bounds, as they are if the mutual information is computed on
   * minibatches. A bound is checked only on the side that it must lie on, and is marked as a bound
   * in tables; where the side is not known, only the average KL is checked.
   *
   * @return {@link InformationBound#NONE} unless overridden
   */
  default InformationBound informationBound() {
    return InformationBound.NONE;
  }

  /**
   * Returns the largest number of latent dimensions that it works in; posteriors of more are
   * refused before it is called.
   *
   * @return no limit unless overridden
   */
  default int maxDimensions() {
    return Integer.MAX_VALUE;
  }
}
