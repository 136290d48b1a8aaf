package org.elbosurgery.framework.gap;

import java.util.Optional;
import org.elbosurgery.api.Estimate;

/** Checks whether a fit has converged, by comparison with a member of the same family. */
final class FitCheck {

  /** One-sided: a false alarm in 3 of 100,000 fits that are as good as the member. */
  private static final double STANDARD_ERRORS = 4;

  /** The tolerance for the end of a descent, in nats. */
  private static final double TOLERANCE = 0.005;

  private FitCheck() {}

  /**
   * Returns a sentence if a fit is worse than a member of its own family by more than the sampling
   * of z and the choice of the codes explain (it was fitted to five sixths of the codes).
   *
   * @param train estimates on the training codes
   * @param fitted the number of the fitted prior
   * @param member the number of the member of its family
   * @return a sentence; empty if nothing is wrong, or one of the two has failed otherwise
   */
  static Optional<String> problem(GapEstimates train, int fitted, int member) {
    if (!train.problems(fitted).isEmpty() || !train.problems(member).isEmpty()) {
      return Optional.empty();
    }
    Estimate excess = train.gain(member, fitted);
    return excess.mean() > TOLERANCE && excess.mean() > STANDARD_ERRORS * excess.standardError()
        ? Optional.of(
            ("the fit did not converge: its marginal KL is %.4f, where a Gaussian of its own family"
                    + " has %.4f; take more --steps, a larger --patience or another --learning-rate")
                .formatted(train.marginalKl(fitted).mean(), train.marginalKl(member).mean()))
        : Optional.empty();
  }
}
