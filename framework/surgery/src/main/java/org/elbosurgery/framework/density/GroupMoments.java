package org.elbosurgery.framework.density;

import java.util.Arrays;

/** The covariance of rows about the means of their groups, and the mean of all. */
final class GroupMoments {

  /** Values farther from the median than this many interquartile ranges count as that far. */
  private static final double FAR = 5;

  private final double[] mean;
  private final double[][] covariance;

  private GroupMoments(double[] mean, double[][] covariance) {
    this.mean = mean;
    this.covariance = covariance;
  }

  /** Returns the moments of rows that are one group. */
  static GroupMoments ofAll(double[] z, int d) {
    return of(z, d, new int[z.length / d], 1);
  }

  /**
   * Returns the moments of rows.
   *
   * @param z rows of d values
   * @param group the number of each row's group
   * @param groups the number of groups
   */
  static GroupMoments of(double[] z, int d, int[] group, int groups) {
    int n = group.length;
    double[][] means = new double[groups][d];
    double[] mean = new double[d];
    int[] counts = new int[groups];
    for (int i = 0; i < n; i++) {
      counts[group[i]]++;
      for (int j = 0; j < d; j++) {
        means[group[i]][j] += z[i * d + j];
        mean[j] += z[i * d + j] / n;
      }
    }
    double[][] covariance = new double[d][d];
    double[] difference = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        difference[j] = z[i * d + j] - means[group[i]][j] / counts[group[i]];
        for (int k = 0; k <= j; k++) {
          covariance[j][k] += difference[j] * difference[k] / n;
        }
      }
    }
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < j; k++) {
        covariance[k][j] = covariance[j][k];
      }
    }
    return new GroupMoments(mean, covariance);
  }

  /** Returns rows whose far values are drawn in, so that heavy tails have a covariance. */
  static double[] clipped(double[] z, int d) {
    int n = z.length / d;
    double[] clipped = z.clone();
    for (int j = 0; j < d; j++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = z[i * d + j];
      }
      Arrays.sort(column);
      double reach = FAR * (column[3 * n / 4] - column[n / 4]);
      for (int i = 0; reach > 0 && i < n; i++) {
        double difference = z[i * d + j] - column[n / 2];
        clipped[i * d + j] = column[n / 2] + Math.max(-reach, Math.min(reach, difference));
      }
    }
    return clipped;
  }

  /** Returns the axes along which the covariance is the unit matrix. */
  AffineMap axes() {
    return AffineMap.of(mean, covariance);
  }
}
