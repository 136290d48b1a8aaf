package org.elbosurgery.framework.contract;

import java.util.Arrays;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arguments for plugins in double precision, and checks of the arrays that they return. */
final class Numbers {

  /** The most points of a discrete support among which values are chosen. */
  private static final double MANY = 1000;

  private static final double ROUNDING = 1e-9;

  private Numbers() {}

  /** Returns standard normal values. */
  static INDArray gaussians(RandomStream random, long... shape) {
    double[] values = new double[(int) size(shape)];
    Arrays.setAll(values, i -> random.nextGaussian());
    return array(values, shape);
  }

  /**
   * Returns values that are possible for any likelihood with this support: some of the values of a
   * bounded discrete one, or the two ends of a bounded interval; the end of a half-line plus
   * magnitudes of standard normal values, or standard normal values on the whole line, both a
   * multiple of the spacing.
   */
  static INDArray within(Support support, RandomStream random, long... shape) {
    double[] values = new double[(int) size(shape)];
    Arrays.setAll(values, i -> within(support, random));
    return array(values, shape);
  }

  private static double within(Support support, RandomStream random) {
    if (!support.isDiscrete()) {
      return within(support.range(), random);
    }
    double spacing = support.spacing();
    double first = Math.ceil(support.range().low() / spacing - ROUNDING);
    double last = Math.floor(support.range().high() / spacing + ROUNDING);
    return Double.isFinite(last - first)
        ? (first + random.nextInt((int) Math.min(MANY, last - first + 1))) * spacing
        : Math.rint(within(support.range(), random) / spacing) * spacing;
  }

  private static double within(Interval support, RandomStream random) {
    boolean low = Double.isFinite(support.low());
    boolean high = Double.isFinite(support.high());
    if (low && high) {
      return random.nextInt(2) == 0 ? support.low() : support.high();
    }
    double size = Math.abs(random.nextGaussian());
    if (low || high) {
      return low ? support.low() + size : support.high() - size;
    }
    return random.nextInt(2) == 0 ? size : -size;
  }

  /** Returns an array in double precision. */
  static INDArray array(double[] values, long... shape) {
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  static long size(long... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Returns the values in row-major order. */
  static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  /** Returns one row of a matrix as a matrix. */
  static INDArray row(INDArray matrix, int i) {
    return matrix.getRow(i, true).dup('c');
  }

  /**
   * Checks the shape of an array.
   *
   * @throws Breach if it has another shape
   */
  static void requireShape(String what, INDArray array, String advice, long... shape) {
    Breach.unless(
        Arrays.equals(array.shape(), shape),
        "%s has shape %s; it must have %s%s",
        what,
        Arrays.toString(array.shape()),
        Arrays.toString(shape),
        advice);
  }

  /**
   * Checks that every value is finite.
   *
   * @throws Breach if one is not
   */
  static void requireFinite(String what, INDArray array) {
    double[] values = values(array);
    for (int i = 0; i < values.length; i++) {
      Breach.unless(
          Double.isFinite(values[i]),
          "%s is %s at place %d of %d",
          what,
          values[i],
          i,
          values.length);
    }
  }

  /**
   * Returns whether two numbers differ by at most a tolerance relative to their size, or to 1 if
   * they are small.
   */
  static boolean agree(double a, double b, double tolerance) {
    return Math.abs(a - b) <= tolerance * (1 + Math.max(Math.abs(a), Math.abs(b)));
  }

  /**
   * Returns the first place at which two arrays of the same length differ in any bit; -1 if there
   * is none.
   */
  static int firstDifference(INDArray a, INDArray b) {
    return Arrays.mismatch(values(a), values(b));
  }
}
