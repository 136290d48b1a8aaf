package org.elbosurgery.framework.kernel;

/** Samples of z in the order in which a kernel takes them. The arrays are not to be changed. */
public final class OrderedSamples {

  /** The origin of a sample that no component is known to have made. */
  public static final int UNKNOWN = -1;

  private final double[] z;
  private final int[] origin;
  private final int[] order;

  /**
   * Takes samples over.
   *
   * @param z {@code [S, d]} row by row, every value finite
   * @param origin the component that made each sample, or {@link #UNKNOWN}, {@code [S]}
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

  /** Returns which component made the sample at a place, or {@link #UNKNOWN}. */
  int origin(int place) {
    return origin[order[place]];
  }
}
