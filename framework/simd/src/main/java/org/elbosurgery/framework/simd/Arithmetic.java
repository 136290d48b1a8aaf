package org.elbosurgery.framework.simd;

/**
 * Computes on arrays of single-precision numbers. Arrays that hold whole blocks of {@link #PADDING}
 * numbers are computed to the end of the block that holds the last number asked for.
 */
public interface Arithmetic {

  /** A length that every width of vector divides. */
  int PADDING = 16;

  /** How much of a gradient goes into Adam's first moment: 1 - 0.9. */
  float ADAM_FIRST = 0.1f;

  /** How much of a squared gradient goes into Adam's second moment: 1 - 0.999. */
  float ADAM_SECOND = 0.001f;

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
   * One step of Adam: m += (1 - b1)(g - m), v += (1 - b2)(g^2 - v), parameter -= rate m / (sqrt(v)
   * + e), b1 = 0.9 and b2 = 0.999.
   */
  void adam(
      float[] gradient, float[] parameter, float[] m, float[] v, float rate, float epsilon, int n);
}
