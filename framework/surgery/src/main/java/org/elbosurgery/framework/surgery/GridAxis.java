package org.elbosurgery.framework.surgery;

import org.elbosurgery.api.Posteriors;

/**
 * Equally spaced points in one dimension, fine enough for the narrowest posterior and wide enough
 * for all.
 *
 * @param first the first point
 * @param step the distance of two points
 * @param size how many points
 */
record GridAxis(double first, double step, long size) {

  /** Points in the smallest standard deviation. */
  private static final double POINTS = 3;

  /** Standard deviations beyond which a posterior is left out: its density there is 2e-16 of 1. */
  private static final double REACH = 8.5;

  /** Returns the axis of one dimension of some posteriors. */
  static GridAxis of(Posteriors posteriors, int j) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double narrowest = Double.POSITIVE_INFINITY;
    for (int n = 0; n < posteriors.size(); n++) {
      double s = posteriors.standardDeviation(n, j);
      low = Math.min(low, posteriors.mean(n, j) - REACH * s);
      high = Math.max(high, posteriors.mean(n, j) + REACH * s);
      narrowest = Math.min(narrowest, s);
    }
    double step = narrowest / POINTS;
    return new GridAxis(low, step, (long) Math.ceil((high - low) / step) + 1);
  }

  /** Returns the axis moved by a share of its step. */
  GridAxis moved(double share) {
    return new GridAxis(first + share * step, step, size);
  }

  /** Returns a point. */
  double point(long i) {
    return first + i * step;
  }

  /** Returns the number of the first point that a posterior reaches, at least 0. */
  int from(double mean, double s) {
    return (int) Math.max(0, Math.ceil((mean - REACH * s - first) / step));
  }

  /** Returns the number after that of the last point that a posterior reaches. */
  int to(double mean, double s) {
    return (int) Math.min((double) size, Math.floor((mean + REACH * s - first) / step) + 1);
  }

  /** Returns about how many points a posterior reaches. */
  double reached(double s) {
    return 2 * REACH * s / step;
  }
}
