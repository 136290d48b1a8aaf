package org.elbosurgery.priors.mixture;

import java.util.Arrays;
import org.elbosurgery.api.RandomStream;

/**
 * Clusters of points by k-means. The first centres are points drawn one after the other, each with
 * a probability in proportion to its squared distance from the nearest centre so far (k-means++,
 * Arthur and Vassilvitskii 2007); then points and centres are assigned to each other in turns
 * (Lloyd 1982). Where there are fewer different points than clusters, some clusters stay empty.
 */
final class KMeans {

  private static final int MAX_ROUNDS = 100;

  private final double[][] points;
  private final double[][] centres;
  private final int[] nearest;

  private KMeans(double[][] points, int clusters) {
    this.points = points;
    this.centres = new double[clusters][];
    this.nearest = new int[points.length];
  }

  /**
   * Finds clusters.
   *
   * @param points {@code [n][d]}, n at least 1
   * @param clusters K, at least 1
   * @param random of the first centres
   */
  static KMeans of(double[][] points, int clusters, RandomStream random) {
    KMeans result = new KMeans(points, clusters);
    result.seed(random);
    for (int round = 0; round < MAX_ROUNDS && result.assign(); round++) {
      result.move();
    }
    return result;
  }

  /** Returns the centres, {@code [K][d]}; that of an empty cluster is one of the points. */
  double[][] centres() {
    return centres;
  }

  /** Returns the cluster of each point, {@code [n]}. */
  int[] clusters() {
    return nearest;
  }

  private void seed(RandomStream random) {
    double[] distances = new double[points.length];
    Arrays.fill(distances, 1); // the first centre is any point
    for (int k = 0; k < centres.length; k++) {
      centres[k] = points[drawn(distances, random)].clone();
      for (int i = 0; i < points.length; i++) {
        double distance = squaredDistance(points[i], centres[k]);
        distances[i] = k == 0 ? distance : Math.min(distances[i], distance);
      }
    }
  }

  /** Draws an index in proportion to weights; if all are zero, any. */
  private static int drawn(double[] weights, RandomStream random) {
    double total = Arrays.stream(weights).sum();
    if (total == 0) {
      return random.nextInt(weights.length);
    }
    double left = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last; // the total is a sum only up to rounding
  }

  /** Assigns each point to the nearest centre, and returns whether one has changed. */
  private boolean assign() {
    boolean changed = false;
    for (int i = 0; i < points.length; i++) {
      int best = nearest[i];
      double min = squaredDistance(points[i], centres[best]);
      for (int k = 0; k < centres.length; k++) {
        double distance = squaredDistance(points[i], centres[k]);
        if (distance < min) {
          min = distance;
          best = k;
        }
      }
      changed |= best != nearest[i];
      nearest[i] = best;
    }
    return changed;
  }

  /** Moves each centre to the mean of its points; one without points stays. */
  private void move() {
    int[] counts = new int[centres.length];
    double[][] sums = new double[centres.length][points[0].length];
    for (int i = 0; i < points.length; i++) {
      counts[nearest[i]]++;
      for (int j = 0; j < points[i].length; j++) {
        sums[nearest[i]][j] += points[i][j];
      }
    }
    for (int k = 0; k < centres.length; k++) {
      if (counts[k] > 0) {
        int count = counts[k];
        centres[k] = Arrays.stream(sums[k]).map(sum -> sum / count).toArray();
      }
    }
  }

  private static double squaredDistance(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += (x[j] - y[j]) * (x[j] - y[j]);
    }
    return sum;
  }
}
