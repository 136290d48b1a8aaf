package org.elbosurgery.framework.simd;

/**
 * Computes on arrays of single-precision numbers. If arrays consist of whole blocks of {@link
 * #PADDING} numbers, results are computed up to the end of the block that contains the last number
 * requested.
 */
public interface Arithmetic {

  /** A multiple of every vector width. */
  int PADDING = 16;

  /** On the Vector API if the JVM was started with its module, otherwise in plain Java. */
  Arithmetic FASTEST = VectorApi.isPresent() ? new VectorArithmetic() : new ScalarArithmetic();

  /** Applies a function number by number. */
  @FunctionalInterface
  interface Kernel {

    /**
     * Writes f(x, y; p).
     *
     * @param x the first argument
     * @param y the second argument; ignored by functions of one argument
     * @param p the constant; ignored by functions without a constant
     * @param out receives the results; may be one of the arguments
     * @param n the number of values
     */
    void run(float[] x, float[] y, float p, float[] out, int n);
  }

  /**
   * Returns the kernel of a function. HotSpot compiles each kernel separately; if all were one
   * method, it would move vectors to the heap.
   */
  Kernel kernel(Elementwise function);

  /** Returns the sum of x[from], ..., x[to - 1]. */
  float sum(float[] x, int from, int to);

  /** Returns the largest of x[from], ..., x[to - 1]; NaN if one of them is NaN. */
  float max(float[] x, int from, int to);

  /** Adds x[from], ..., x[from + n - 1] to sums[to], ..., sums[to + n - 1]. */
  void accumulate(float[] x, int from, float[] sums, int to, int n);

  /**
   * One step of Adam: m += first (g - m), v += second (g^2 - v), parameter -= rate m / (sqrt(v) +
   * epsilon).
   *
   * @param from where the numbers of m and v begin that belong to the first gradient, a multiple of
   *     {@link #PADDING}
   * @param first 1 - b1
   * @param second 1 - b2
   */
  void adam(
      float[] gradient,
      float[] parameter,
      float[] m,
      float[] v,
      int from,
      float first,
      float second,
      float rate,
      float epsilon,
      int n);
}
