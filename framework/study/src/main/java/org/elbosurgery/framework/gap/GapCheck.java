package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;

/** Checks the numbers of a gap analysis against each other, since some are computed from others. */
final class GapCheck {

  /** Sums and ratios of the same numbers differ by less than this, relative to the numbers. */
  private static final double ROUNDING = 1e-8;

  private GapCheck() {}

  /**
   * Returns a sentence for each number that does not agree with the numbers it is computed from.
   */
  static List<String> problems(KeptGap gap) {
    List<String> problems = new ArrayList<>();
    MomentSplit moments = gap.moments();
    double sum =
        moments.mean() + moments.variance() + moments.correlation() + moments.negentropy().mean();
    PriorOnCodes standard = gap.priors().get(0);
    double whole = standard.train().marginalKl().mean();
    if (differ(sum, whole)) {
      problems.add(
          "the marginal KL of the standard Gaussian is %s, its parts add up to %s"
              .formatted(whole, sum));
    }
    for (Split split : Split.values()) {
      Optional<Estimate> from = standard.gap(split).map(PriorGap::marginalKl);
      for (PriorOnCodes prior : gap.priors()) {
        from.flatMap(kl -> prior.gap(split).flatMap(own -> problem(prior, split, own, kl)))
            .ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<String> problem(
      PriorOnCodes prior, Split split, PriorGap gap, Estimate standard) {
    double share = 1 - gap.marginalKl().mean() / standard.mean();
    return gap.gapClosed()
        .filter(closed -> differ(closed.mean(), share))
        .map(
            closed ->
                "the gap closed by the prior %s, %s, is %s, by its marginal KL %s"
                    .formatted(prior.kind().label(), split.label(), closed.mean(), share));
  }

  private static boolean differ(double one, double other) {
    return Math.abs(one - other) > ROUNDING * (1 + Math.abs(other));
  }
}
