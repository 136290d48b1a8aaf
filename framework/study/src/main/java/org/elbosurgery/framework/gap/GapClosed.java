package org.elbosurgery.framework.gap;

import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.exchange.PointTerms;
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
   * the ratio. The errors of estimated normalisers are those of a and b.
   *
   * @param standard the surgery with the standard Gaussian prior
   * @param surgery of the same data points with another prior
   * @return at most 1, up to sampling error; empty if values per point are missing, or the marginal
   *     KL with the standard Gaussian is {@linkplain #isGap no gap}
   */
  public static Optional<Estimate> of(Surgery standard, Surgery surgery) {
    Optional<PointTerms> points = surgery.points();
    Optional<PointTerms> others = standard.points();
    Estimate gap = standard.terms().marginalKl();
    if (points.isEmpty() || others.isEmpty() || surgery.size() == 1 || !isGap(gap)) {
      return Optional.empty();
    }
    double ratio = surgery.terms().marginalKl().mean() / gap.mean();
    double[] values = Term.MARGINAL_KL.values(points.get());
    double[] baseline = Term.MARGINAL_KL.values(others.get());
    for (int n = 0; n < values.length; n++) {
      values[n] = (values[n] - ratio * baseline[n]) / gap.mean();
    }
    double error = Math.sqrt(StatUtils.variance(values) / values.length);
    double normalizers =
        Math.hypot(surgery.logNormalizerError(), ratio * standard.logNormalizerError());
    return Optional.of(
        new Estimate(1 - ratio, error, values.length).widened(normalizers / gap.mean()));
  }
}
