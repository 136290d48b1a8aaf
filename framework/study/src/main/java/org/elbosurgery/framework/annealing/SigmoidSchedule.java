package org.elbosurgery.framework.annealing;

/**
 * The inverse temperatures 0 = b_0 < b_1 < ... < b_T = 1 of an annealing: values of the logistic
 * function at equal distances from -4 to 4, shifted and scaled to [0, 1] (Wu et al. 2017). They are
 * dense at both ends.
 *
 * @param temperatures T, at least 1
 */
record SigmoidSchedule(int temperatures) {

  private static final double END = 4;

  /** Returns b_t. */
  double at(int t) {
    double first = logistic(-END);
    return (logistic(END * (2.0 * t / temperatures - 1)) - first) / (logistic(END) - first);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
