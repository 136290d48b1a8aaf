package org.elbosurgery.framework.report;

import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.codes.PointTerms;
import org.elbosurgery.framework.experiment.Surgery;

/**
 * How much of the marginal KL that a model with the standard Gaussian prior has, one with another
 * prior has not: 1 - mKL(prior) / mKL(standard Gaussian), each of its own model.
 */
final class GapClosed {

  private GapClosed() {}

  /**
   * Returns the part of the gap that is closed, with its standard error. The error of a ratio R =
   * a/b of means over the same points is that of the mean of (a_n - R b_n)/b (delta method, paired
   * by data point), so it counts what another data set of this size would change.
   *
   * @param gaussian with the standard Gaussian prior
   * @param surgery of the same data points with another prior
   * @return at most 1, up to sampling error; empty where values per point are missing, or the
   *     standard Gaussian leaves no gap
   */
  static Optional<Estimate> of(Surgery gaussian, Surgery surgery) {
    Optional<PointTerms> points = surgery.points();
    Optional<PointTerms> others = gaussian.points();
    double gap = gaussian.terms().marginalKl().mean();
    if (points.isEmpty() || others.isEmpty() || surgery.size() == 1 || !(gap > 0)) {
      return Optional.empty();
    }
    double ratio = surgery.terms().marginalKl().mean() / gap;
    double[] values = points.get().values().marginalKl();
    double[] baseline = others.get().values().marginalKl();
    for (int n = 0; n < values.length; n++) {
      values[n] = (values[n] - ratio * baseline[n]) / gap;
    }
    double error = Math.sqrt(StatUtils.variance(values) / values.length);
    return Optional.of(new Estimate(1 - ratio, error, values.length));
  }
}
