package org.elbosurgery.framework.comparison;

import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * How far a term of one model is from that of another on the same data. What both find hard cancels
 * point by point.
 */
public final class PairedDifference {

  private PairedDifference() {}

  /**
   * Returns the difference of the two reported estimates. Its standard error is
   *
   * <pre>sd over the data points of (value of x_n - value of x_n there) / sqrt(N):</pre>
   *
   * the values per point are the term's influence values, so this counts what another data set of
   * this size would change, and the sampling of z with it.
   *
   * @param term which term
   * @param baseline what to subtract
   * @param surgery of the same data points
   * @return the difference, which rests on N samples; empty where one of the two has no values per
   *     point, or N = 1
   */
  public static Optional<Estimate> of(Term term, Surgery baseline, Surgery surgery) {
    Optional<PointTerms> points = surgery.points();
    Optional<PointTerms> others = baseline.points();
    if (points.isEmpty() || others.isEmpty() || surgery.size() == 1) {
      return Optional.empty();
    }
    double difference =
        term.estimate(surgery).orElseThrow().mean() - term.estimate(baseline).orElseThrow().mean();
    double error = standardError(term.values(points.get()), term.values(others.get()));
    return Optional.of(new Estimate(difference, error, surgery.size()));
  }

  private static double standardError(double[] a, double[] b) {
    double variance = StatUtils.varianceDifference(a, b, StatUtils.meanDifference(a, b));
    return Math.sqrt(Math.max(0, variance) / a.length); // rounding may leave less than 0
  }
}
