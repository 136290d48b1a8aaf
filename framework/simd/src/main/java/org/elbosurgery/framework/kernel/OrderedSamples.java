package org.elbosurgery.framework.kernel;

/** Samples of z in the order in which a kernel processes them. The arrays must not be changed. */
public final class OrderedSamples {

  /** The origin of a sample that is not known to be drawn from any component. */
  public static final int UNKNOWN = -1;

  private final double[] z;
  private final int[] origin;
  private final int[] order;

  /**
   * Keeps the arrays without copying.
   *
   * @param z {@code [S, d]} row by row, every value finite
   * @param origin the component that each sample was drawn from, or {@link #UNKNOWN}, {@code [S]}
   * @param order the numbers of the samples, each once
   */
  public OrderedSamples(double[] z, int[] origin, int[] order) {
    this.z = z;
    this.origin = origin;
    this.order = order;
  }

  /** Returns all samples, {@code [S, d]}, in the order of their numbers. */
  double[] z() {
    return z;
  }

  /** Returns the number of the sample at a place in the order. */
  int number(int place) {
    return order[place];
  }

  /** Returns the component that the sample at a place was drawn from, or {@link #UNKNOWN}. */
  int origin(int place) {
    return origin[order[place]];
  }
}
