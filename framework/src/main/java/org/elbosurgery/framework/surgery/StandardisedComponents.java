package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import org.elbosurgery.api.Codes;

/**
 * The components of the aggregate posterior laid out for the single-precision kernels.
 *
 * <p>Each dimension is centred on its average mean and divided by a power of two near its greatest
 * standard deviation, u_j = (z_j - centre_j) / unit_j. Then
 *
 * <pre>
 * log q_m(z) = peak - deficit_m(z),
 * deficit_m(z) = constant_m + sum_j (u_j slope_jm + intercept_jm)^2 >= 0,
 * </pre>
 *
 * where peak is the greatest density any component reaches anywhere (so the constants are not
 * negative either) and the factor 1/2 is in the slopes: two fused operations a pair and dimension.
 * The rounding of an intercept moves a component by 2^-24 |mean - centre| / s of its standard
 * deviations, so codes that are very sharp beside their spread do not {@linkplain #suit suit}
 * single precision.
 *
 * <p>Components come in blocks that stay in the second-level cache while many samples meet them.
 */
final class StandardisedComponents {

  /** Samples that a kernel keeps in registers at once. */
  static final int TILE = 8;

  /** Components in a block; the deficits of one tile fill half of a first-level cache. */
  static final int BLOCK = 512;

  /** The size of a block is a multiple of this, so that no kernel needs a loop for the rest. */
  private static final int PADDING = 64;

  /** Keeps the error of one log-density below about 1e-4. */
  private static final double GREATEST_INTERCEPT = 1024;

  private static final double GREATEST_CONSTANT = 1024;

  /** Keeps squares far from overflow. */
  private static final double GREATEST_SLOPE = 0x1p40;

  /** A sample further out than this many units has no density in single precision anyway. */
  private static final double FARTHEST = 0x1p60;

  private final int dimensions;
  private final double[] centre;
  private final double[] unit;
  private final double peak;
  private final float margin;
  private final float[][] slope;
  private final float[][] intercept;
  private final float[][] constant;

  private StandardisedComponents(Codes codes) {
    dimensions = codes.dimensions();
    centre = centres(codes);
    unit = units(codes);
    double[] peaks = peaks(codes);
    peak = Arrays.stream(peaks).max().getAsDouble();
    // What is left out in all changes log q(z) by less than N e^-(log N + 16) = 1.1e-7.
    margin = (float) Math.log(codes.size()) + 16;
    int blocks = (codes.size() + BLOCK - 1) / BLOCK;
    constant = new float[blocks][];
    slope = new float[Math.multiplyExact(blocks, dimensions)][];
    intercept = new float[slope.length][];
    for (int block = 0; block < blocks; block++) {
      fill(codes, peaks, block);
    }
  }

  private void fill(Codes codes, double[] peaks, int block) {
    int first = block * BLOCK;
    int size = Math.min(BLOCK, codes.size() - first);
    int padded = (size + PADDING - 1) / PADDING * PADDING;
    constant[block] = new float[padded];
    // What fills the block up has density zero everywhere.
    Arrays.fill(constant[block], size, padded, Float.POSITIVE_INFINITY);
    for (int m = 0; m < size; m++) {
      constant[block][m] = (float) (peak - peaks[first + m]);
    }
    for (int j = 0; j < dimensions; j++) {
      float[] slopes = new float[padded];
      float[] intercepts = new float[padded];
      for (int m = 0; m < size; m++) {
        double scale = Math.sqrt(0.5) * Math.exp(-0.5 * codes.logVariance(first + m, j));
        slopes[m] = (float) (unit[j] * scale);
        intercepts[m] = (float) ((centre[j] - codes.mean(first + m, j)) * scale);
      }
      slope[block * dimensions + j] = slopes;
      intercept[block * dimensions + j] = intercepts;
    }
  }

  /** Lays out the components of the codes. */
  static StandardisedComponents of(Codes codes) {
    return new StandardisedComponents(codes);
  }

  /** Returns whether single precision gives log q(z) to about 1e-4 or better with these codes. */
  static boolean suit(Codes codes) {
    double[] centre = centres(codes);
    double[] unit = units(codes);
    double[] peaks = peaks(codes);
    double peak = Arrays.stream(peaks).max().getAsDouble();
    for (int m = 0; m < codes.size(); m++) {
      if (peak - peaks[m] > GREATEST_CONSTANT) {
        return false;
      }
      for (int j = 0; j < codes.dimensions(); j++) {
        double scale = Math.exp(-0.5 * codes.logVariance(m, j));
        // Also false where the scale overflows.
        if (!(Math.abs(codes.mean(m, j) - centre[j]) * scale <= GREATEST_INTERCEPT
            && unit[j] * scale <= GREATEST_SLOPE)) {
          return false;
        }
      }
    }
    return true;
  }

  private static double[] centres(Codes codes) {
    double[] centre = new double[codes.dimensions()];
    for (int m = 0; m < codes.size(); m++) {
      for (int j = 0; j < centre.length; j++) {
        centre[j] += (codes.mean(m, j) - centre[j]) / (m + 1);
      }
    }
    return centre;
  }

  private static double[] units(Codes codes) {
    double[] unit = new double[codes.dimensions()];
    for (int j = 0; j < unit.length; j++) {
      double greatest = codes.logVariance(0, j);
      for (int m = 1; m < codes.size(); m++) {
        greatest = Math.max(greatest, codes.logVariance(m, j));
      }
      unit[j] = Math.scalb(1.0, (int) Math.floor(greatest / (2 * Math.log(2))));
    }
    return unit;
  }

  /** Returns log q_m(mean_m) = -1/2 sum_j (log 2 pi + log-variance_mj) of each component. */
  private static double[] peaks(Codes codes) {
    double[] peaks = new double[codes.size()];
    for (int m = 0; m < peaks.length; m++) {
      peaks[m] = 0.5 * codes.dimensions() - codes.entropy(m);
    }
    return peaks;
  }

  int dimensions() {
    return dimensions;
  }

  /** Returns the number of blocks. */
  int blocks() {
    return constant.length;
  }

  /** Returns the greatest log-density of any component anywhere. */
  double peak() {
    return peak;
  }

  /** Returns how far above the least deficit a term no longer matters, in nats. */
  float margin() {
    return margin;
  }

  /** Returns the constants of a block. Not to be changed. */
  float[] constant(int block) {
    return constant[block];
  }

  /** Returns unit_j / (s_mj sqrt 2) for the components of a block. Not to be changed. */
  float[] slope(int block, int j) {
    return slope[block * dimensions + j];
  }

  /** Returns (centre_j - mean_mj) / (s_mj sqrt 2) for a block's components. Not to be changed. */
  float[] intercept(int block, int j) {
    return intercept[block * dimensions + j];
  }

  /**
   * Standardises samples and gathers them in tiles of {@link #TILE}: dimension j of the sample in
   * place t of tile i is at {@code (i * d + j) * TILE + t}. The last tile is filled up with copies
   * of the last sample.
   */
  float[] tiles(double[] z, int from, int to) {
    int tiles = (to - from + TILE - 1) / TILE;
    float[] result = new float[tiles * dimensions * TILE];
    for (int place = 0; place < tiles * TILE; place++) {
      int row = Math.min(from + place, to - 1) * dimensions;
      int start = place / TILE * dimensions * TILE + place % TILE;
      for (int j = 0; j < dimensions; j++) {
        double u = (z[row + j] - centre[j]) / unit[j];
        result[start + j * TILE] = (float) Math.max(-FARTHEST, Math.min(FARTHEST, u));
      }
    }
    return result;
  }
}
