package org.elbosurgery.api;

/**
 * Estimates the terms of the surgery from numbers alone: the posteriors of the data set and the
 * prior's density. It never sees a model.
 *
 * @since 0.1.0
 */
public interface Estimator {

  /**
   * Takes the average KL of a data set's posteriors apart.
   *
   * @param posteriors the posteriors q(z|x_n), all N of them
   * @param prior p(z)
   * @param budget samples and threads to spend
   * @param random where the randomness comes from; the same stream gives the same bits
   * @return the terms with their standard errors
   * @throws IllegalArgumentException if the codes and the prior differ in dimensions
   */
  Decomposition estimate(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random);

  /**
   * Returns whether the estimates are bounds, as those of a mutual information that is computed on
   * minibatches are. Of a bound only its side is held against it, and tables say that it is one.
   *
   * @return {@link InformationBound#NONE} unless overridden
   */
  default InformationBound informationBound() {
    return InformationBound.NONE;
  }
}
