package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;

/**
 * Integrals over the aggregate posterior of one or two dimensions by the trapezoid rule. The grid
 * is computed in strips of rows along its first dimension, so that it need not be held; in one
 * dimension it is a single row.
 */
final class AggregateGrid {

  /** The largest number of dimensions. */
  static final int MAX_DIMENSIONS = 2;

  private static final int STRIP = 64;
  private static final int CHUNK = 8;

  /** Values of q(z) that are added, or densities of the prior, at most: some minutes. */
  private static final double MOST = 1e11;

  /** What is left out of the integrals, at most so much of q(z) in each of the points. */
  private static final double NEGLIGIBLE = 1e-30;

  private final Posteriors posteriors;
  private final GridAxis[] axes;

  /**
   * Lays out the grid.
   *
   * @throws ElboException USER if there are more than two dimensions, or too many points
   */
  AggregateGrid(Posteriors posteriors) {
    this.posteriors = posteriors;
    int d = posteriors.dimensions();
    if (d > MAX_DIMENSIONS) {
      throw ElboException.user(
          "a grid takes codes of at most 2 dimensions, not " + d + ": take the estimator exact");
    }
    axes = new GridAxis[d];
    Arrays.setAll(axes, j -> GridAxis.of(posteriors, j));
    requireFeasible();
  }

  private void requireFeasible() {
    double points = 1;
    for (GridAxis axis : axes) {
      points *= axis.size();
    }
    double added = 0;
    for (int n = 0; n < posteriors.size(); n++) {
      double reached = 1;
      for (int j = 0; j < axes.length; j++) {
        reached *= axes[j].reached(posteriors.standardDeviation(n, j));
      }
      added += reached;
    }
    if (!(Math.max(points, added) <= MOST) || columns().size() > Integer.MAX_VALUE / STRIP) {
      throw ElboException.user(
          ("a grid as fine as the narrowest of %d posteriors has %.1e points, and takes %.1e"
                  + " operations, more than %.0e: take the estimator exact")
              .formatted(posteriors.size(), points, added, MOST));
    }
  }

  private GridAxis columns() {
    return axes[axes.length - 1];
  }

  /**
   * Integrals over q(z), in nats.
   *
   * @param entropy of q(z)
   * @param crossEntropy of q(z) and the prior
   */
  record Integrals(double entropy, double crossEntropy) {}

  /**
   * Integrates on the grid moved by a share of its step in each dimension.
   *
   * @param prior p
   * @param share from 0 to 1
   * @param threads threads to compute on, at least 1
   * @param progress receives the number of rows done
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  Integrals integrals(CheckedPrior prior, double share, int threads, ProgressListener progress) {
    GridAxis[] moved = new GridAxis[axes.length];
    Arrays.setAll(moved, j -> axes[j].moved(share));
    GridAxis columns = moved[moved.length - 1];
    int rows = moved.length == 1 ? 1 : (int) moved[0].size();
    double cell = Arrays.stream(moved).mapToDouble(GridAxis::step).reduce(1, (a, b) -> a * b);
    double entropy = 0;
    double crossEntropy = 0;
    for (int from = 0; from < rows; from += STRIP) {
      int to = Math.min(rows, from + STRIP);
      int first = from;
      double[] density = new double[(to - from) * (int) columns.size()];
      ParallelChunks.run(
          to - from,
          CHUNK,
          threads,
          ProgressListener.NONE,
          (a, b) -> add(moved, first, first + a, first + b, density));
      for (double q : density) {
        entropy -= cell * (q > 0 ? q * Math.log(q) : 0);
      }
      crossEntropy += cell * crossEntropy(prior, moved, from, density, NEGLIGIBLE / cell);
      progress.progress(to, rows);
    }
    return new Integrals(entropy, crossEntropy);
  }

  /** Adds the density of every posterior to some rows of a strip. */
  private void add(GridAxis[] grid, int strip, int from, int to, double[] density) {
    GridAxis columns = grid[grid.length - 1];
    int last = grid.length - 1;
    double[] values = new double[(int) columns.size()];
    for (int n = 0; n < posteriors.size(); n++) {
      double s = posteriors.standardDeviation(n, last);
      int low = last == 0 ? from : Math.max(from, rowFrom(grid[0], n));
      int high = last == 0 ? to : Math.min(to, rowTo(grid[0], n));
      if (low >= high) {
        continue;
      }
      int begin = columns.from(posteriors.mean(n, last), s);
      int end = columns.to(posteriors.mean(n, last), s);
      for (int c = begin; c < end; c++) {
        values[c] = gaussian(columns.point(c), n, last) / posteriors.size();
      }
      for (int row = low; row < high; row++) {
        double factor = last == 0 ? 1 : gaussian(grid[0].point(row), n, 0);
        addTimes(factor, values, begin, end, density, (row - strip) * values.length);
      }
    }
  }

  private int rowFrom(GridAxis rows, int n) {
    return rows.from(posteriors.mean(n, 0), posteriors.standardDeviation(n, 0));
  }

  private int rowTo(GridAxis rows, int n) {
    return rows.to(posteriors.mean(n, 0), posteriors.standardDeviation(n, 0));
  }

  private double gaussian(double z, int n, int j) {
    double t = (z - posteriors.mean(n, j)) / posteriors.standardDeviation(n, j);
    return Math.exp(-(t * t + Math.log(2 * Math.PI) + posteriors.logVariance(n, j)) / 2);
  }

  private static void addTimes(
      double factor, double[] values, int from, int to, double[] sums, int row) {
    for (int c = from; c < to; c++) {
      sums[row + c] += factor * values[c];
    }
  }

  /** Returns the sum of -q log p over the points of a strip at which q is not negligible. */
  private static double crossEntropy(
      CheckedPrior prior, GridAxis[] grid, int strip, double[] density, double negligible) {
    int d = grid.length;
    int columns = (int) grid[d - 1].size();
    int[] kept = new int[density.length];
    int count = 0;
    for (int i = 0; i < density.length; i++) {
      if (density[i] > negligible) {
        kept[count++] = i;
      }
    }
    double[] z = new double[count * d];
    for (int i = 0; i < count; i++) {
      z[i * d] = grid[0].point(d == 1 ? kept[i] : strip + kept[i] / columns);
      z[i * d + d - 1] = grid[d - 1].point(kept[i] % columns);
    }
    double sum = 0;
    if (count > 0) {
      double[] logPrior = prior.logProb(z);
      for (int i = 0; i < count; i++) {
        sum -= density[kept[i]] * logPrior[i];
      }
    }
    return sum;
  }
}
