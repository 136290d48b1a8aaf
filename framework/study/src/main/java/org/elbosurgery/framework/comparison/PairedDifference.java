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
   * of this size would change the difference, including the sampling of z. The errors of estimated
   * normalisers, which are common to all points, are added in squares.
   *
   * @param term the term
   * @param baseline the surgery to subtract
   * @param surgery of the same data points
   * @return the difference, whose number of samples is N; empty if one of the two has no values per
   *     point, or N = 1
   */
  public static Optional<Estimate> of(Term term, Surgery baseline, Surgery surgery) {
    Optional<double[]> points = term.values(surgery);
    Optional<double[]> others = term.values(baseline);
    if (points.isEmpty() || others.isEmpty() || surgery.size() == 1) {
      return Optional.empty();
    }
    double difference =
        term.estimate(surgery).orElseThrow().mean() - term.estimate(baseline).orElseThrow().mean();
    double error = standardError(points.get(), others.get());
    Estimate paired = new Estimate(difference, error, surgery.size());
    double normalizers = Math.hypot(surgery.logNormalizerError(), baseline.logNormalizerError());
    return Optional.of(term.containsPrior() ? paired.widened(normalizers) : paired);
  }

  private static double standardError(double[] a, double[] b) {
    double variance = StatUtils.varianceDifference(a, b, StatUtils.meanDifference(a, b));
    return Math.sqrt(Math.max(0, variance) / a.length); // rounding may make it negative
  }
}
