package org.elbosurgery.framework.contract;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;

/**
 * The true terms of a surgery, in nats.
 *
 * @param averageKl (1/N) sum_n KL(q_n || p)
 * @param mutualInformation I_q(n; z)
 * @param marginalKl KL(q || p)
 */
record TrueTerms(double averageKl, double mutualInformation, double marginalKl) {

  /**
   * Mutual information of two unit-variance posteriors at -a and a: log 2 - E[log(1 + exp(-2 a y))]
   * with y from N(a, 1), by quadrature; at 6 it is log 2 to eight decimals. The average KL under
   * N(0, 1) is a^2 / 2, the marginal KL their difference.
   */
  private static final Map<Double, Double> PAIR_INFORMATION =
      Map.of(0.5, 0.11142148, 1.0, 0.33683082, 2.0, 0.63272019, 5.0, 0.69314632, 6.0, 0.69314718);

  /** Returns the terms of a pair of unit-variance posteriors at -a and a under N(0, 1). */
  static TrueTerms ofPair(double a) {
    double averageKl = a * a / 2;
    double information = PAIR_INFORMATION.get(a);
    return new TrueTerms(averageKl, information, averageKl - information);
  }

  /** Returns the terms for a number of independent dimensions, each of which has these terms. */
  TrueTerms times(int dimensions) {
    return new TrueTerms(
        dimensions * averageKl, dimensions * mutualInformation, dimensions * marginalKl);
  }

  /** Returns the terms with further, independent dimensions added. */
  TrueTerms plus(TrueTerms other) {
    return new TrueTerms(
        averageKl + other.averageKl,
        mutualInformation + other.mutualInformation,
        marginalKl + other.marginalKl);
  }

  /** An estimate with the true value that it estimates or bounds. */
  record Compared(Estimate estimate, double truth, InformationBound bound) {

    /** Returns how far the estimate is on the wrong side of the true value. */
    double excess() {
      double difference = estimate.mean() - truth;
      return switch (bound) {
        case NONE -> Math.abs(difference);
        case LOWER -> Math.max(0, difference);
        case UPPER -> Math.max(0, -difference);
        case BIASED -> 0;
      };
    }

    @Override
    public String toString() {
      String text =
          String.format(
              Locale.ROOT,
              "estimated as %.6f +- %.6f; it is %.6f",
              estimate.mean(),
              estimate.standardError(),
              truth);
      return bound == InformationBound.NONE
          ? text
          : text + ", of which the estimator gives " + bound.label() + " bounds";
    }
  }

  /** Returns the estimates of the terms with their true values, by name. */
  Map<String, Compared> compared(Decomposition result, InformationBound bound) {
    Map<String, Compared> compared = new LinkedHashMap<>();
    compared.put("average KL", new Compared(result.averageKl(), averageKl, InformationBound.NONE));
    compared.put(
        "mutual information", new Compared(result.mutualInformation(), mutualInformation, bound));
    compared.put(
        "marginal KL", new Compared(result.marginalKl(), marginalKl, bound.ofMarginalKl()));
    return compared;
  }
}
