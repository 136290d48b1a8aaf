package org.elbosurgery.priors.mixture;

import java.util.Arrays;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The components of a mixture before training: means and variances. */
final class Start {

  /** The number of training rows for each cluster. */
  private static final int ROWS = 10;

  private final INDArray means;
  private final double[] variances;

  private Start(INDArray means, double[] variances) {
    this.means = means;
    this.variances = variances;
  }

  /** Returns components of means {@code [K, d]} with the same variance in all dimensions. */
  static Start of(INDArray means, double variance) {
    double[] variances = new double[(int) means.length()];
    Arrays.fill(variances, variance);
    return new Start(means, variances);
  }

  /** Returns components at the posterior means of random training rows, with variance 1. */
  static Start rows(GraphScope scope, int components) {
    return of(scope.encode(trainingRows(scope, components, "rows")).means(), 1);
  }

  /** Returns the number of training rows that the clusters are made of. */
  static long rowsOfClusters(int components) {
    return (long) ROWS * components;
  }

  /**
   * Returns the clusters of the posterior means of random training rows. Their variances are those
   * of the codes in a cluster: of the posterior means and, on average, of the posteriors.
   */
  static Start clusters(GraphScope scope, int components) {
    Posteriors codes =
        scope.encode(
            trainingRows(
                scope, Math.toIntExact(rowsOfClusters(components)), "a tenth of the rows"));
    return clusters(codes, components, scope.random().named("clusters"));
  }

  /** Returns the clusters of some posteriors. */
  static Start clusters(Posteriors codes, int components, RandomStream random) {
    KMeans found = KMeans.of(codes.means().toDoubleMatrix(), components, random);
    int d = codes.dimensions();
    int[] counts = new int[components];
    double[] sums = new double[components * d];
    double overall = 0;
    for (int n = 0; n < codes.size(); n++) {
      int k = found.clusters()[n];
      counts[k]++;
      for (int j = 0; j < d; j++) {
        double away = codes.mean(n, j) - found.centres()[k][j];
        double variance = away * away + Math.exp(codes.logVariance(n, j));
        sums[k * d + j] += variance;
        overall += variance / codes.size() / d;
      }
    }
    double[] variances = new double[sums.length];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = counts[i / d] == 0 ? overall : sums[i] / counts[i / d];
    }
    return new Start(Nd4j.createFromArray(found.centres()), variances);
  }

  private static INDArray trainingRows(GraphScope scope, int count, String enough) {
    try {
      return scope.trainingRows(count).values();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; take components no more than " + enough + ", or init=normal", e);
    }
  }

  /** Returns the means, {@code [K, d]}. */
  INDArray means() {
    return means;
  }

  /**
   * Returns the logarithms of what variances have above a lower bound. They have as much as the
   * bound at least, because at the bound itself nothing flows back to the logarithm.
   *
   * @param covariances as many as components, or 1: the average over the components
   * @return {@code [covariances, d]}
   */
  INDArray logExcess(int covariances, double floor) {
    int d = (int) means.size(1);
    int each = variances.length / d / covariances;
    double[] logs = new double[covariances * d];
    for (int i = 0; i < logs.length; i++) {
      double sum = 0;
      for (int k = 0; k < each; k++) {
        sum += variances[i + k * d];
      }
      logs[i] = Math.log(Math.max(sum / each - floor, floor));
    }
    return Nd4j.createFromArray(logs).reshape('c', covariances, d);
  }
}
