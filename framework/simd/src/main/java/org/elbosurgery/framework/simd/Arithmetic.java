package org.elbosurgery.framework.simd;

/**
 * Computes on arrays of single-precision numbers. Arrays that hold whole blocks of {@link #PADDING}
 * numbers are computed to the end of the block that holds the last number asked for.
 */
public interface Arithmetic {

  /** A length that every width of vector divides. */
  int PADDING = 16;

  /** With the Vector API where the JVM was started with its module, else in plain Java. */
  Arithmetic FASTEST = VectorApi.isPresent() ? new VectorArithmetic() : new ScalarArithmetic();

  /** Applies a function number by number. */
  @FunctionalInterface
  interface Kernel {

    /**
     * Writes f(x, y; p).
     *
     * @param x the first argument
     * @param y the second; ignored by functions of one
     * @param p the constant; ignored by functions without
     * @param out receives the results; may be one of the arguments
     * @param n how many
     */
    void run(float[] x, float[] y, float p, float[] out, int n);
  }

  /**
   * Returns a function as a kernel. HotSpot compiles each by itself: all in one method would be too
   * much for it, and vectors would go to the heap.
   */
  Kernel kernel(Elementwise function);

  /** Returns the sum of x[from], ..., x[to - 1]. */
  float sum(float[] x, int from, int to);

  /** Returns the largest of x[from], ..., x[to - 1]; NaN if one of them is. */
  float max(float[] x, int from, int to);

  /** Adds x[from], ..., x[from + n - 1] to the first n of sums. */
  void accumulate(float[] x, int from, float[] sums, int n);

  /**
   * One step of Adam: m += first (g - m), v += second (g^2 - v), parameter -= rate m / (sqrt(v) +
   * epsilon).
   *
   * @param first 1 - b1
   * @param second 1 - b2
   */
  void adam(
      float[] gradient,
      float[] parameter,
      float[] m,
      float[] v,
      float first,
      float second,
      float rate,
      float epsilon,
      int n);
}
