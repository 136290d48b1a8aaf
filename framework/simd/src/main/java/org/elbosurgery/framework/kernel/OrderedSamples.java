package org.elbosurgery.framework.kernel;

/** Samples of z in the order in which a kernel processes them. The arrays must not be changed. */
public final class OrderedSamples {

  /** The origin of a sample that is not known to be drawn from any component. */
  public static final int UNKNOWN = -1;

  private final double[] z;
  private final int[] origin;
  private final double[] floor;
  private final int[] order;

  /**
   * Keeps the arrays without copying.
   *
   * @param z {@code [S, d]} row by row, every value finite
   * @param origin the component that each sample was drawn from, or {@link #UNKNOWN}, {@code [S]}
   * @param order the numbers of the samples, each once
   */
  public OrderedSamples(double[] z, int[] origin, int[] order) {
    this(z, origin, new double[0], order);
  }

  /**
   * Keeps the arrays without copying, for components that are a part of all.
   *
   * @param floor the log-density at each sample of one of all the components, in nats, or negative
   *     infinity, {@code [S]}; empty if nothing is known of others
   */
  public OrderedSamples(double[] z, int[] origin, double[] floor, int[] order) {
    this.z = z;
    this.origin = origin;
    this.floor = floor;
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

  /**
   * Returns the log-density of some component, which may be of another part, at the sample at a
   * place; negative infinity if none is known.
   */
  double floor(int place) {
    return floor.length == 0 ? Double.NEGATIVE_INFINITY : floor[order[place]];
  }
}
