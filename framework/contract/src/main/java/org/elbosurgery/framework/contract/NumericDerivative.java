package org.elbosurgery.framework.contract;

import java.util.function.DoubleUnaryOperator;

/**
 * The derivative of a function at 0 by central differences with ever smaller steps, extrapolated to
 * a step of 0 (Ridders 1982, Advances in Engineering Software 4). A single step that is small
 * enough for a function of gentle slope is too large for a steep one, or leaves of a huge one
 * nothing but rounding; here the differences between the extrapolations say which of them is the
 * best.
 *
 * @param value the derivative
 * @param error how far the best extrapolations are from each other
 */
record NumericDerivative(double value, double error) {

  private static final double FIRST_STEP = 1e-2;

  /** Each step is this part of the one before it. */
  private static final double SHRINKAGE = 0.5;

  private static final int STEPS = 16;

  /** Differentiates a function, which is called twice for each of 16 steps. */
  static NumericDerivative of(DoubleUnaryOperator function) {
    double[] before = {};
    NumericDerivative best = new NumericDerivative(Double.NaN, Double.POSITIVE_INFINITY);
    double step = FIRST_STEP;
    for (int i = 0; i < STEPS; i++) {
      double[] row = new double[i + 1];
      row[0] = centralDifference(function, step);
      double factor = 1;
      for (int j = 1; j <= i; j++) {
        // The errors of a central difference are of the orders step^2, step^4, ...
        factor /= SHRINKAGE * SHRINKAGE;
        row[j] = row[j - 1] + (row[j - 1] - before[j - 1]) / (factor - 1);
        double error = Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - before[j - 1]));
        if (error < best.error) {
          best = new NumericDerivative(row[j], error);
        }
      }
      before = row;
      step *= SHRINKAGE;
    }
    return best;
  }

  /** Returns the central difference with one step. */
  static double centralDifference(DoubleUnaryOperator function, double step) {
    return (function.applyAsDouble(step) - function.applyAsDouble(-step)) / (2 * step);
  }
}
