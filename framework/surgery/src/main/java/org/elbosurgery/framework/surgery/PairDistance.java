package org.elbosurgery.framework.surgery;

import org.elbosurgery.api.Posteriors;

/**
 * Distances from one posterior to others. With the means m and the variances v of two and w = (v_n
 * + v_m) / 2,
 *
 * <pre>
 * Bhattacharyya     1/8 sum_j (m_nj - m_mj)^2 / w_j + 1/2 sum_j log(w_j / sqrt(v_nj v_mj))
 * Kullback-Leibler  1/2 sum_j ((v_nj + (m_nj - m_mj)^2) / v_mj - 1 + log(v_mj / v_nj))
 * </pre>
 */
enum PairDistance {
  /** Symmetric; exp(-distance) is the integral of sqrt(q_n q_m). */
  BHATTACHARYYA {
    @Override
    void add(Column column, int n, int from, double[] sum, double[] product) {
      double mean = column.mean[n];
      double variance = column.variance[n];
      double root = column.root[n] / 2;
      for (int m = 0; m < sum.length; m++) {
        double difference = mean - column.mean[from + m];
        double both = variance + column.variance[from + m];
        sum[m] += difference * difference / (4 * both);
        product[m] *= both * (root * column.root[from + m]);
      }
    }
  },

  /** KL(q_n || q_m). */
  KULLBACK_LEIBLER {
    @Override
    void add(Column column, int n, int from, double[] sum, double[] product) {
      double mean = column.mean[n];
      double variance = column.variance[n];
      double logVariance = column.logVariance[n];
      for (int m = 0; m < sum.length; m++) {
        double difference = mean - column.mean[from + m];
        double root = column.root[from + m];
        double log = column.logVariance[from + m] - logVariance;
        sum[m] += ((variance + difference * difference) * root * root - 1 + log) / 2;
      }
    }
  };

  /** One dimension of all posteriors, {@code [N]} each. */
  static final class Column {

    private final double[] mean;
    private final double[] logVariance;
    private final double[] variance;
    private final double[] root; // 1 / sqrt(variance)

    /** Copies a dimension. */
    Column(Posteriors posteriors, int j) {
      mean = new double[posteriors.size()];
      logVariance = new double[posteriors.size()];
      variance = new double[posteriors.size()];
      root = new double[posteriors.size()];
      for (int n = 0; n < mean.length; n++) {
        mean[n] = posteriors.mean(n, j);
        logVariance[n] = posteriors.logVariance(n, j);
        variance[n] = Math.exp(logVariance[n]);
        root[n] = Math.exp(-logVariance[n] / 2);
      }
    }
  }

  /** Returns the name in words. */
  String label() {
    return this == BHATTACHARYYA ? "Bhattacharyya" : "Kullback-Leibler";
  }

  /**
   * Adds what one dimension contributes to the distances from posterior n to others. A distance is
   * sum + log(product) / 2, with products that are never below 1, so that neither cancels the
   * other.
   *
   * @param from the number of the first of the others
   */
  abstract void add(Column column, int n, int from, double[] sum, double[] product);
}
