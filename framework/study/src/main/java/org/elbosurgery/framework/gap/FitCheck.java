package org.elbosurgery.framework.gap;

import java.util.Optional;
import org.elbosurgery.api.Estimate;

/** Whether a fit has converged, as far as a member of the same family can tell. */
final class FitCheck {

  /** One-sided, a false alarm in 3 of 100,000 fits that are as good as the member. */
  private static final double STANDARD_ERRORS = 4;

  /** Nats by which the end of a descent may be off. */
  private static final double TOLERANCE = 0.005;

  private FitCheck() {}

  /**
   * Returns what is wrong with a fit: that it is worse than a member of its own family, beyond what
   * the sampling of z and the choice of the codes can do, for it was fitted to five sixths of them.
   *
   * @param train estimates on the codes that were fitted to
   * @param fitted number of the fitted prior
   * @param member number of the other
   * @return a sentence; empty where there is nothing wrong, or one of them has failed otherwise
   */
  static Optional<String> problem(GapEstimates train, int fitted, int member) {
    if (!train.problems(fitted).isEmpty() || !train.problems(member).isEmpty()) {
      return Optional.empty();
    }
    Estimate excess = train.gain(member, fitted);
    return excess.mean() > TOLERANCE && excess.mean() > STANDARD_ERRORS * excess.standardError()
        ? Optional.of(
            ("the fit did not converge: its marginal KL is %.4f, where a Gaussian of its own"
                    + " family has %.4f; take more --steps, a greater --patience or another"
                    + " --learning-rate")
                .formatted(train.marginalKl(fitted).mean(), train.marginalKl(member).mean()))
        : Optional.empty();
  }
}
