package org.elbosurgery.api;

/**
 * Means over a data set of several quantities that are sampled together, S times at each data point
 * (one stratum), with the standard error of any linear combination of them.
 *
 * <p>With S >= 2 the standard error is sqrt(sum_n var_n / S) / N with the unbiased variance within
 * each point; it measures how much new samples at the same points would change the mean. With S = 1
 * it is the standard deviation of all values / sqrt(N), which also counts the differences between
 * points and is therefore too large rather than too small. Values are added one at a time, in
 * double precision (Welford 1962); the order of the points determines every bit of the result.
 *
 * @since 0.1.0
 */
public final class StratifiedMeans {

  /**
   * The degrees of freedom needed for a deviation of 3 standard errors to be as rare as 3 standard
   * deviations of a normal distribution. With 2 degrees of freedom it was exceeded in 13 % of
   * cases, with 10 in 4 %.
   */
  private static final int MIN_FREEDOM = 2000;

  private final int quantities;
  private final int samplesPerPoint;
  private final double[] mean;
  private final double[][] within;
  private final double[][] between;
  private long points;

  /**
   * Starts without data points.
   *
   * @param quantities the number of quantities sampled together, at least 1
   * @param samplesPerPoint S, at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public StratifiedMeans(int quantities, int samplesPerPoint) {
    if (quantities < 1 || samplesPerPoint < 1) {
      throw new IllegalArgumentException(
          quantities + " quantities, " + samplesPerPoint + " samples per point: at least 1 each");
    }
    this.quantities = quantities;
    this.samplesPerPoint = samplesPerPoint;
    this.mean = new double[quantities];
    this.within = new double[quantities][quantities];
    this.between = new double[quantities][quantities];
  }

  /**
   * Returns how many samples to take at each data point: the requested number, or more if there are
   * few points, so that the standard errors have 2000 degrees of freedom, which are N (S - 1), or N
   * - 1 if S = 1.
   *
   * @param points N, at least 1
   * @param asked the requested S, at least 1
   */
  public static int enoughSamples(int points, int asked) {
    int min = points > MIN_FREEDOM ? 1 : 2 + (MIN_FREEDOM - 1) / points;
    return Math.max(asked, min);
  }

  /**
   * Adds the samples at one data point.
   *
   * @param samples {@code [quantities][S]}
   * @return their means at this point, {@code [quantities]}
   * @throws IllegalArgumentException if they have another shape
   */
  public double[] add(double[]... samples) {
    if (samples.length != quantities) {
      throw new IllegalArgumentException(samples.length + " quantities, not " + quantities);
    }
    points++;
    double[] pointMean = new double[quantities];
    double[] step = new double[quantities];
    for (int a = 0; a < quantities; a++) {
      pointMean[a] = average(samples[a]);
      step[a] = pointMean[a] - mean[a];
      mean[a] += step[a] / points;
    }
    for (int a = 0; a < quantities; a++) {
      for (int b = 0; b < quantities; b++) {
        between[a][b] += step[a] * (pointMean[b] - mean[b]);
        for (int s = 0; s < samplesPerPoint; s++) {
          within[a][b] += (samples[a][s] - pointMean[a]) * (samples[b][s] - pointMean[b]);
        }
      }
    }
    return pointMean;
  }

  private double average(double[] values) {
    if (values.length != samplesPerPoint) {
      throw new IllegalArgumentException(
          values.length + " samples at a point, not " + samplesPerPoint);
    }
    // Exact if all values are equal.
    double average = values[0];
    for (int s = 1; s < values.length; s++) {
      average += (values[s] - average) / (s + 1);
    }
    return average;
  }

  /**
   * Returns the mean of a linear combination of the quantities, with its standard error.
   *
   * @param offset a known constant
   * @param coefficients of the quantities, in their order
   * @throws IllegalArgumentException if the number of coefficients is wrong
   * @throws IllegalStateException if there are fewer than two samples: one value has no spread
   */
  public Estimate combination(double offset, double... coefficients) {
    requireQuantities(coefficients);
    double value = offset;
    double variance = 0;
    for (int a = 0; a < quantities; a++) {
      value += coefficients[a] * mean[a];
      for (int b = 0; b < quantities; b++) {
        variance += coefficients[a] * coefficients[b] * covarianceOfMeans(a, b);
      }
    }
    return new Estimate(value, Math.sqrt(Math.max(0, variance)), points * samplesPerPoint);
  }

  /**
   * Returns the standard error of the mean of a linear combination that also counts the choice of
   * the points: the standard deviation of the points' means / sqrt(N). It measures how much other
   * points of the same population, with new samples, would change the mean.
   *
   * @param coefficients of the quantities, in their order
   * @throws IllegalArgumentException if the number of coefficients is wrong
   * @throws IllegalStateException if there are fewer than two points: one has no spread
   */
  public double populationError(double... coefficients) {
    requireQuantities(coefficients);
    if (points < 2) {
      throw new IllegalStateException("one point has no spread: take two at least");
    }
    double variance = 0;
    for (int a = 0; a < quantities; a++) {
      for (int b = 0; b < quantities; b++) {
        variance += coefficients[a] * coefficients[b] * between[a][b] / (points - 1) / points;
      }
    }
    return Math.sqrt(Math.max(0, variance));
  }

  private void requireQuantities(double[] coefficients) {
    if (coefficients.length != quantities) {
      throw new IllegalArgumentException(coefficients.length + " coefficients, not " + quantities);
    }
  }

  /** Returns the mean of one quantity, with its standard error. */
  public Estimate mean(int quantity) {
    double[] coefficients = new double[quantities];
    coefficients[quantity] = 1;
    return combination(0, coefficients);
  }

  /**
   * Returns the covariance of the means of two quantities; the covariance of a quantity with itself
   * is the square of its standard error.
   *
   * @throws IllegalStateException if there are fewer than two samples: one value has no spread
   */
  public double covarianceOfMeans(int a, int b) {
    if (points * samplesPerPoint < 2) {
      throw new IllegalStateException("one sample has no standard error: take two at least");
    }
    double n = points;
    double s = samplesPerPoint;
    return samplesPerPoint == 1
        ? between[a][b] / (n - 1) / n
        : within[a][b] / (s - 1) / s / (n * n);
  }
}
