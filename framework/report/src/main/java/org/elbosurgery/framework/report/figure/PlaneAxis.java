package org.elbosurgery.framework.report.figure;

import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.framework.plot.Plot;

/**
 * The range of one of two latent dimensions that is shown, and the grid on it.
 *
 * @param low where it begins
 * @param high where it ends
 * @param points the number of points of the grid, both ends included
 */
record PlaneAxis(double low, double high, int points) {

  /** The share of the codes beyond the panels on either side, in per cent. */
  private static final double OUTSIDE = 1;

  /**
   * Returns the range in which nearly all codes are.
   *
   * @param z samples of codes, {@code [n, 2]}
   */
  static PlaneAxis of(double[][] z, int dimension, int points) {
    double[] values = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      values[i] = z[i][dimension];
    }
    double low = StatUtils.percentile(values, OUTSIDE);
    double high = StatUtils.percentile(values, 100 - OUTSIDE);
    double margin = 0.3 * (high - low);
    return new PlaneAxis(low - margin, high + margin, points);
  }

  /** Returns a range that includes this and another. */
  PlaneAxis including(PlaneAxis other) {
    return new PlaneAxis(Math.min(low, other.low), Math.max(high, other.high), points);
  }

  double at(int i) {
    return low + i * step();
  }

  double step() {
    return (high - low) / (points - 1);
  }

  void addTo(Plot plot, String aesthetic, String name, int steps) {
    Ticks.between(low, high, steps).addTo(plot, aesthetic, name, low, high);
  }

  boolean shows(double value) {
    return value > low && value < high;
  }
}
