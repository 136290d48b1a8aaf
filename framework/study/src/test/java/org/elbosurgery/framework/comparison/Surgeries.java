package org.elbosurgery.framework.comparison;

import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.surgery.Surgery;

/** Surgeries made of given numbers. */
final class Surgeries {

  private Surgeries() {}

  /** Returns a surgery whose reported terms are the given ones, with any standard error. */
  static Surgery of(
      PointTerms points,
      double reconstruction,
      double information,
      double marginalKl,
      double averageKl) {
    Decomposition terms =
        new Decomposition(
            sampled(averageKl),
            sampled(information),
            sampled(marginalKl),
            sampled(averageKl - information - marginalKl),
            Map.of(),
            Optional.of(points.values()));
    return new Surgery(
        points.size(), 1, Optional.of(sampled(reconstruction)), terms, Optional.of(points));
  }

  /** Returns points whose values of the three divergences are all the same. */
  static PointTerms points(double[] reconstruction, double... divergence) {
    return new PointTerms(reconstruction, new PointValues(divergence, divergence, divergence));
  }

  /** Returns the same surgery with a prior whose normaliser is estimated. */
  static Surgery withNormalizerError(Surgery surgery, double error) {
    return new Surgery(
        surgery.size(),
        surgery.dimensions(),
        surgery.reconstruction(),
        surgery.terms(),
        surgery.points(),
        error,
        surgery.density());
  }

  private static Estimate sampled(double mean) {
    return new Estimate(mean, 0.125, 7);
  }
}
