package org.elbosurgery.framework.gap;

import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.comparison.PairedValues;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The gap closed, 1 - marginal KL / marginal KL with the standard Gaussian prior, each of a model
 * trained with its prior.
 */
public final class GapClosed {

  /** The delta method needs a denominator that is far from zero. */
  private static final double STANDARD_ERRORS = 3;

  /**
   * The smallest gap, in nats. The error of log q(z) is about 1e-5 nats, a hundredth of this; a
   * share of a smaller gap would be dominated by rounding, whatever its standard error.
   */
  private static final double MIN_GAP = 1e-3;

  private GapClosed() {}

  /**
   * Returns whether a gap is large enough for shares of it to be meaningful, the rule for all
   * tables, files and reports.
   *
   * @param marginalKl the marginal KL with the standard Gaussian
   * @return whether it is above 0.001 nats, and above three of its standard errors
   */
  public static boolean isGap(Estimate marginalKl) {
    return marginalKl.mean() > MIN_GAP
        && marginalKl.mean() > STANDARD_ERRORS * marginalKl.standardError();
  }

  /**
   * Returns the share of the gap that is closed, with its standard error. The error of a ratio R =
   * a/b of means over the same points is the standard error of the mean of (a_n - R b_n)/b (delta
   * method, paired by data point), so it counts how much another data set of this size would change
   * the ratio. The errors of estimated normalisers, and of drawing some of the points, are those of
   * a and b.
   *
   * @param standard the surgery with the standard Gaussian prior
   * @param surgery of the same data points with another prior
   * @return at most 1, up to sampling error; empty if values per point are missing, or the marginal
   *     KL with the standard Gaussian is {@linkplain #isGap no gap}
   */
  public static Optional<Estimate> of(Surgery standard, Surgery surgery) {
    Estimate gap = standard.terms().marginalKl();
    if (surgery.points().isEmpty() || standard.points().isEmpty() || !isGap(gap)) {
      return Optional.empty();
    }
    return PairedValues.of(Term.MARGINAL_KL, standard, surgery)
        .map(pairs -> of(standard, surgery, pairs));
  }

  private static Estimate of(Surgery standard, Surgery surgery, PairedValues pairs) {
    double gap = standard.terms().marginalKl().mean();
    double ratio = surgery.terms().marginalKl().mean() / gap;
    double[] values = pairs.values();
    double[] baseline = pairs.baseline();
    for (int n = 0; n < values.length; n++) {
      values[n] = (values[n] - ratio * baseline[n]) / gap;
    }
    double error = Math.sqrt(StatUtils.variance(values) / surgery.size());
    double beside =
        Math.hypot(
            Term.MARGINAL_KL.errorBesidePoints(surgery),
            ratio * Term.MARGINAL_KL.errorBesidePoints(standard));
    return new Estimate(1 - ratio, error, values.length).widened(beside / gap);
  }
}
