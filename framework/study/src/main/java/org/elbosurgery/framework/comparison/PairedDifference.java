package org.elbosurgery.framework.comparison;

import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The difference of a term between two models on the same data, paired by data point, so that the
 * difficulty of a point for both models cancels.
 */
public final class PairedDifference {

  private PairedDifference() {}

  /**
   * Returns the difference between the two reported estimates. Its standard error is
   *
   * <pre>sd over the data points of (value of x_n - value of x_n there) / sqrt(N):</pre>
   *
   * the values per point are the term's influence values, so this counts how much another data set
   * of this size would change the difference, including the sampling of z. If there are values of
   * some points only, the standard deviation is that over the points of which both have values, and
   * the errors of the two estimates are added in squares: which points were drawn is no choice of
   * the data. So are the errors of estimated normalisers, which are common to all points.
   *
   * @param term the term
   * @param baseline the surgery to subtract
   * @param surgery of the same data points
   * @return the difference, whose number of samples is that of the points of which both have
   *     values; empty if there are fewer than two
   * @throws IllegalArgumentException if the two are not of equally many data points
   */
  public static Optional<Estimate> of(Term term, Surgery baseline, Surgery surgery) {
    return PairedValues.of(term, baseline, surgery)
        .map(
            pairs -> {
              double difference =
                  term.estimate(surgery).orElseThrow().mean()
                      - term.estimate(baseline).orElseThrow().mean();
              double error = Math.sqrt(variance(pairs) / surgery.size());
              double beside =
                  Math.hypot(term.errorBesidePoints(surgery), term.errorBesidePoints(baseline));
              return new Estimate(difference, error, pairs.size()).widened(beside);
            });
  }

  private static double variance(PairedValues pairs) {
    double[] a = pairs.values();
    double[] b = pairs.baseline();
    double variance = StatUtils.varianceDifference(a, b, StatUtils.meanDifference(a, b));
    return Math.max(0, variance); // rounding may make it negative
  }
}
