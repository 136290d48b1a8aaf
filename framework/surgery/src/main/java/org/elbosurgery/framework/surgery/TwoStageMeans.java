package org.elbosurgery.framework.surgery;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.StratifiedMeans;

/**
 * Means over a data set of quantities that are sampled together, S >= 2 times at each of R of its N
 * points, which are drawn without replacement (two-stage sampling; Cochran 1977, Sampling
 * Techniques, chapter 10). With the variance s_b^2 between the means of the points and s_w^2 within
 * the points, the squared standard error
 *
 * <pre>
 * (1 - R/N) s_b^2 / R  +  (R/N) s_w^2 / (R S)
 * </pre>
 *
 * is unbiased for every R: at R = N only the noise within the points is left, as in {@link
 * StratifiedMeans}. More values than N S begin another pass over the data, independent of the
 * others; the means are then those of the complete passes.
 */
final class TwoStageMeans {

  private final int size;
  private final int quantities;
  private final int perPoint;
  private final List<StratifiedMeans> complete = new ArrayList<>();
  private StratifiedMeans pass;
  private int points;

  /**
   * Starts without values.
   *
   * @param size N
   * @param quantities the number of quantities sampled together
   * @param perPoint S, at least 2
   */
  TwoStageMeans(int size, int quantities, int perPoint) {
    if (perPoint < 2) {
      throw new IllegalArgumentException(perPoint + " samples per point, not 2 or more");
    }
    this.size = size;
    this.quantities = quantities;
    this.perPoint = perPoint;
    this.pass = new StratifiedMeans(quantities, perPoint);
  }

  /**
   * Adds the samples at one point.
   *
   * @param samples {@code [quantities][S]}
   * @return their means at this point, {@code [quantities]}
   */
  double[] add(double[]... samples) {
    double[] mean = pass.add(samples);
    points++;
    if (points == size) {
      complete.add(pass);
      pass = new StratifiedMeans(quantities, perPoint);
      points = 0;
    }
    return mean;
  }

  /** Returns how many points have contributed, each of them at least once if N. */
  int points() {
    return complete.isEmpty() ? points : size;
  }

  /** Returns the number of complete passes over the data. */
  int passes() {
    return complete.size();
  }

  /**
   * Returns the mean of a linear combination of the quantities, with its standard error.
   *
   * @param offset a known constant
   * @param coefficients of the quantities, in their order
   */
  Estimate combination(double offset, double... coefficients) {
    if (complete.isEmpty()) {
      return ofSomePoints(offset, coefficients);
    }
    double mean = 0;
    double variance = 0;
    long samples = 0;
    for (StratifiedMeans each : complete) {
      Estimate estimate = each.combination(offset, coefficients);
      mean += estimate.mean() / complete.size();
      variance += Math.pow(estimate.standardError() / complete.size(), 2);
      samples += estimate.samples();
    }
    return new Estimate(mean, Math.sqrt(variance), samples);
  }

  private Estimate ofSomePoints(double offset, double... coefficients) {
    double share = (double) points / size;
    Estimate within = pass.combination(offset, coefficients);
    double between = pass.populationError(coefficients);
    double variance =
        (1 - share) * between * between + share * within.standardError() * within.standardError();
    return new Estimate(within.mean(), Math.sqrt(variance), within.samples());
  }
}
