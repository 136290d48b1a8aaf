package org.elbosurgery.framework.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.elbosurgery.api.Posteriors;

/**
 * The components of the aggregate posterior in the memory layout of the single-precision kernels.
 *
 * <p>Each dimension is centred on its average mean and divided by a power of two near its largest
 * standard deviation, u_j = (z_j - centre_j) / unit_j. Then
 *
 * <pre>
 * log q_m(z) = peak - deficit_m(z),
 * deficit_m(z) = constant_m + sum_j (u_j slope_jm + intercept_jm)^2 >= 0,
 * </pre>
 *
 * where peak is the largest log-density of any component anywhere (so the constants are not
 * negative either) and the factor 1/2 is absorbed into the slopes: two fused operations for each
 * pair and dimension. Rounding an intercept moves a component by 2^-24 |mean - centre| / s of its
 * standard deviations, so posteriors that are very narrow relative to the spread of their means do
 * not {@linkplain #suit suit} single precision.
 *
 * <p>The components are in a {@linkplain KdOrder k-d order} of their means. They are divided into
 * blocks, which stay in the second-level cache while many samples are folded, and each block into
 * leaves, whose components are so near each other that one bound can rule all of them out. The
 * dimensions that separate the components best come first, so that a few dimensions suffice to rule
 * out most components.
 */
final class StandardisedComponents {

  /** The number of samples that a kernel keeps in registers at once. */
  static final int TILE = 8;

  /**
   * The number of components in a block; the deficits of one tile fill half of a first-level cache.
   */
  static final int BLOCK = 512;

  /** The number of components in a leaf. */
  static final int LEAF = 32;

  /** The size of a block is a multiple of this, so that no kernel needs a loop for the rest. */
  private static final int PADDING = 64;

  /** Keeps the error of one log-density below about 1e-4. */
  private static final double MAX_INTERCEPT = 1024;

  private static final double MAX_CONSTANT = 1024;

  /** Keeps the squares far from overflow. */
  private static final double MAX_SLOPE = 0x1p40;

  /** A sample further out than this many units has no density in single precision anyway. */
  private static final double FARTHEST = 0x1p60;

  private final int dimensions;
  private final int size;
  private final double[] centre;
  private final double[] unit;
  private final double[] sharpness;
  private final int[] dimension;
  private final double peak;
  private final Margin margin;
  private final int[] place;
  private final float[][] slope;
  private final float[][] intercept;
  private final float[][] constant;

  private StandardisedComponents(Posteriors posteriors, int all) {
    dimensions = posteriors.dimensions();
    size = posteriors.size();
    centre = centres(posteriors);
    unit = units(posteriors);
    sharpness = sharpness(posteriors);
    dimension = mostTellingFirst(posteriors);
    double[] peaks = peaks(posteriors);
    peak = Arrays.stream(peaks).max().getAsDouble();
    int[] order = KdOrder.of(points(posteriors), dimensions, BLOCK, LEAF);
    place = new int[size];
    for (int i = 0; i < size; i++) {
      place[order[i]] = i;
    }
    int blocks = (size + BLOCK - 1) / BLOCK;
    constant = new float[blocks][];
    slope = new float[Math.multiplyExact(blocks, dimensions)][];
    intercept = new float[slope.length][];
    for (int block = 0; block < blocks; block++) {
      fill(posteriors, peaks, order, block);
    }
    margin = new Margin(all, dimensions, maxIntercepts());
  }

  /** Returns 1 / s of a typical component, the geometric mean, in each dimension. */
  private double[] sharpness(Posteriors posteriors) {
    double[] sum = new double[dimensions];
    for (int m = 0; m < size; m++) {
      for (int j = 0; j < dimensions; j++) {
        sum[j] += posteriors.logVariance(m, j);
      }
    }
    return Arrays.stream(sum).map(s -> Math.exp(-0.5 * s / size)).toArray();
  }

  /**
   * Returns the dimensions in the order of the spread of the means in typical standard deviations,
   * the largest first.
   */
  private int[] mostTellingFirst(Posteriors posteriors) {
    double[] spread = new double[dimensions];
    for (int m = 0; m < size; m++) {
      for (int j = 0; j < dimensions; j++) {
        double distance = (posteriors.mean(m, j) - centre[j]) * sharpness[j];
        spread[j] += distance * distance;
      }
    }
    return IntStream.range(0, dimensions)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -spread[j]))
        .mapToInt(j -> j)
        .toArray();
  }

  /** Returns the means in units of the typical standard deviations. */
  private float[] points(Posteriors posteriors) {
    float[] points = new float[Math.multiplyExact(size, dimensions)];
    for (int m = 0; m < size; m++) {
      for (int i = 0; i < dimensions; i++) {
        int j = dimension[i];
        points[m * dimensions + i] = (float) ((posteriors.mean(m, j) - centre[j]) * sharpness[j]);
      }
    }
    return points;
  }

  private void fill(Posteriors posteriors, double[] peaks, int[] order, int block) {
    int first = block * BLOCK;
    int count = Math.min(BLOCK, size - first);
    int padded = (count + PADDING - 1) / PADDING * PADDING;
    constant[block] = new float[padded];
    // The padding of the last block has density zero everywhere.
    Arrays.fill(constant[block], count, padded, Float.POSITIVE_INFINITY);
    for (int m = 0; m < count; m++) {
      constant[block][m] = (float) (peak - peaks[order[first + m]]);
    }
    for (int j = 0; j < dimensions; j++) {
      int from = dimension[j];
      float[] slopes = new float[padded];
      float[] intercepts = new float[padded];
      for (int m = 0; m < count; m++) {
        int n = order[first + m];
        double scale = Math.sqrt(0.5) * Math.exp(-0.5 * posteriors.logVariance(n, from));
        slopes[m] = (float) (unit[from] * scale);
        intercepts[m] = (float) ((centre[from] - posteriors.mean(n, from)) * scale);
      }
      slope[block * dimensions + j] = slopes;
      intercept[block * dimensions + j] = intercepts;
    }
  }

  /** Returns max_m sqrt(sum_j intercept_jm^2). */
  private double maxIntercepts() {
    double max = 0;
    for (int block = 0; block < blocks(); block++) {
      double[] squares = new double[constant[block].length];
      for (int j = 0; j < dimensions; j++) {
        float[] intercepts = intercept(block, j);
        for (int m = 0; m < squares.length; m++) {
          squares[m] += (double) intercepts[m] * intercepts[m];
        }
      }
      max = Math.max(max, Arrays.stream(squares).max().orElseThrow());
    }
    return Math.sqrt(max);
  }

  /**
   * Lays out the components, one for each posterior.
   *
   * @param all the number of all components, of which these may be a part
   */
  static StandardisedComponents of(Posteriors posteriors, int all) {
    return new StandardisedComponents(posteriors, all);
  }

  /**
   * Returns whether single precision gives log q(z) to about 1e-4 or better for these posteriors.
   */
  static boolean suit(Posteriors posteriors) {
    double[] centre = centres(posteriors);
    double[] unit = units(posteriors);
    double[] peaks = peaks(posteriors);
    double peak = Arrays.stream(peaks).max().getAsDouble();
    for (int m = 0; m < posteriors.size(); m++) {
      if (peak - peaks[m] > MAX_CONSTANT) {
        return false;
      }
      for (int j = 0; j < posteriors.dimensions(); j++) {
        double scale = Math.exp(-0.5 * posteriors.logVariance(m, j));
        // Also false if the scale overflows.
        if (!(Math.abs(posteriors.mean(m, j) - centre[j]) * scale <= MAX_INTERCEPT
            && unit[j] * scale <= MAX_SLOPE)) {
          return false;
        }
      }
    }
    return true;
  }

  private static double[] centres(Posteriors posteriors) {
    double[] centre = new double[posteriors.dimensions()];
    for (int m = 0; m < posteriors.size(); m++) {
      for (int j = 0; j < centre.length; j++) {
        centre[j] += (posteriors.mean(m, j) - centre[j]) / (m + 1);
      }
    }
    return centre;
  }

  private static double[] units(Posteriors posteriors) {
    double[] unit = new double[posteriors.dimensions()];
    Arrays.fill(unit, Double.NEGATIVE_INFINITY);
    for (int m = 0; m < posteriors.size(); m++) {
      for (int j = 0; j < unit.length; j++) {
        unit[j] = Math.max(unit[j], posteriors.logVariance(m, j));
      }
    }
    for (int j = 0; j < unit.length; j++) {
      unit[j] = Math.scalb(1.0, (int) Math.floor(unit[j] / (2 * Math.log(2))));
    }
    return unit;
  }

  /** Returns log q_m(mean_m) = -1/2 sum_j (log 2 pi + log-variance_mj) of each component. */
  private static double[] peaks(Posteriors posteriors) {
    double[] peaks = new double[posteriors.size()];
    for (int m = 0; m < peaks.length; m++) {
      peaks[m] = 0.5 * posteriors.dimensions() - posteriors.entropy(m);
    }
    return peaks;
  }

  int dimensions() {
    return dimensions;
  }

  /** Returns N, the number of components. */
  int size() {
    return size;
  }

  /** Returns the number of blocks. */
  int blocks() {
    return constant.length;
  }

  /** Returns the largest log-density of any component anywhere. */
  double peak() {
    return peak;
  }

  /** Returns how far above the smallest deficit a term no longer matters. */
  Margin margin() {
    return margin;
  }

  /** Returns the place of the component of data point n. */
  int place(int n) {
    return place[n];
  }

  /** Returns the constants of a block, which must not be changed. */
  float[] constant(int block) {
    return constant[block];
  }

  /**
   * Returns unit_j / (s_mj sqrt 2) for the components of a block. The array must not be changed.
   */
  float[] slope(int block, int j) {
    return slope[block * dimensions + j];
  }

  /**
   * Returns (centre_j - mean_mj) / (s_mj sqrt 2) for the components of a block. The array must not
   * be changed.
   */
  float[] intercept(int block, int j) {
    return intercept[block * dimensions + j];
  }

  /**
   * Returns the smallest constant of the components at places {@code from}, ..., {@code to - 1}.
   */
  float minConstant(int from, int to) {
    float min = Float.POSITIVE_INFINITY;
    for (int m = from; m < to; m++) {
      min = Math.min(min, constant[m / BLOCK][m % BLOCK]);
    }
    return min;
  }

  /** Returns the deficit of the component at a place at a standardised point. */
  float deficit(float[] u, int place) {
    int m = place % BLOCK;
    float y = 0;
    for (int j = 0; j < dimensions; j++) {
      float t = Math.fma(u[j], slope(place / BLOCK, j)[m], intercept(place / BLOCK, j)[m]);
      y = Math.fma(t, t, y);
    }
    return y + constant[place / BLOCK][m];
  }

  /** Returns an order of samples in which neighbours in the order are near each other in space. */
  int[] order(double[] z) {
    float[] points = new float[z.length];
    for (int row = 0; row < z.length; row += dimensions) {
      for (int j = 0; j < dimensions; j++) {
        int k = dimension[j];
        points[row + j] = (float) (standardised(z[row + k], k) * unit[k] * sharpness[k]);
      }
    }
    return KdOrder.of(points, dimensions, PairKernel.CHUNK, TILE);
  }

  /** Writes the standardised coordinates of a sample, the most separating dimension first. */
  void standardise(double[] z, int sample, float[] u) {
    for (int j = 0; j < dimensions; j++) {
      u[j] = (float) standardised(z[sample * dimensions + dimension[j]], dimension[j]);
    }
  }

  private double standardised(double z, int j) {
    return Math.max(-FARTHEST, Math.min(FARTHEST, (z - centre[j]) / unit[j]));
  }
}
