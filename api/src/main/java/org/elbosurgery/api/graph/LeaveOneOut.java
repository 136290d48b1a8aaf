package org.elbosurgery.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Uniform weights of a mixture made of training rows, without the component of the row that a code
 * belongs to.
 *
 * @since 0.1.0
 */
public final class LeaveOneOut {

  /** So small a log-weight that its component adds nothing, and still finite. */
  private static final double NEVER = -1e30;

  private LeaveOneOut() {}

  /**
   * Returns log-weights for {@link LogProbability#diagonalGaussianMixture}: the same for all
   * components but the own one.
   *
   * @param rows the number of the training row that each code belongs to, as given to {@link
   *     org.elbosurgery.api.BoundPrior#trainingLogProb}, {@code [n]}
   * @param numbers the number of the training row that each component is of, all different, as in
   *     {@link org.elbosurgery.api.NumberedRows#numbers}, {@code [1, K]}, K at least 2
   * @return {@code [n, K]}, normalised: -log K if none of the components is the own one, -log(K -
   *     1) otherwise
   */
  public static SDVariable logWeights(SDVariable rows, SDVariable numbers) {
    SDVariable own = Comparison.equal(rows.reshape(-1, 1), numbers);
    SDVariable others = own.neg().add(1);
    SDVariable left = Reduction.sumOfRows(others).reshape(-1, 1);
    return own.mul(NEVER).sub(rows.getSameDiff().math().log(left));
  }
}
