package org.elbosurgery.framework.contract;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Support;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Points of the line with weights, for a sum over integers or an integral. */
final class LineMeasure {

  private static final int NODES = 4000;

  /** The number of points summed over if there are infinitely many. */
  private static final int MAX_COUNT = 2000;

  private static final double ROUNDING = 1e-9;

  private final double[] points;
  private final double[] weights;

  private LineMeasure(int size, IntToDoubleFunction point, IntToDoubleFunction weight) {
    points = IntStream.range(0, size).mapToDouble(point).toArray();
    weights = IntStream.range(0, size).mapToDouble(weight).toArray();
  }

  /**
   * Returns the measure over which a likelihood adds up to 1: the multiples of the spacing in its
   * support, or the support's length.
   */
  static LineMeasure over(Support support) {
    return support.isDiscrete() ? multiples(support) : length(support.range());
  }

  /**
   * Returns the points of a discrete support, beginning with the smallest; if there is no smallest,
   * half of them are below 0.
   */
  private static LineMeasure multiples(Support support) {
    double spacing = support.spacing();
    double low = Math.ceil(support.range().low() / spacing - ROUNDING);
    double high = Math.floor(support.range().high() / spacing + ROUNDING);
    double first = Double.isFinite(low) ? low : Math.min(0, high) - MAX_COUNT / 2.0;
    int count = (int) Math.min(MAX_COUNT, high - first + 1);
    return new LineMeasure(count, i -> (first + i) * spacing, i -> 1);
  }

  private static LineMeasure length(Interval support) {
    double low = support.low();
    double high = support.high();
    if (Double.isFinite(low) && Double.isFinite(high)) {
      double step = (high - low) / NODES;
      return new LineMeasure(NODES, i -> low + (i + 0.5) * step, i -> step);
    }
    double step = 40.0 / NODES; // in t from -20 to 20
    IntToDoubleFunction t = i -> (i - NODES / 2.0) * step;
    if (Double.isFinite(low)) {
      return new LineMeasure(
          NODES, i -> low + Math.exp(t.applyAsDouble(i)), i -> step * Math.exp(t.applyAsDouble(i)));
    }
    if (Double.isFinite(high)) {
      return new LineMeasure(
          NODES,
          i -> high - Math.exp(t.applyAsDouble(i)),
          i -> step * Math.exp(t.applyAsDouble(i)));
    }
    return new LineMeasure(
        NODES, i -> Math.sinh(t.applyAsDouble(i)), i -> step * Math.cosh(t.applyAsDouble(i)));
  }

  /** Returns the number of points. */
  int size() {
    return points.length;
  }

  /** Returns the points, {@code [size, 1]}. */
  INDArray points() {
    return Numbers.array(points, points.length, 1);
  }

  /** Returns the total of the density. */
  double total(double[] logDensity) {
    return IntStream.range(0, points.length)
        .mapToDouble(i -> weights[i] * Math.exp(logDensity[i]))
        .sum();
  }

  /** Returns the mean of the density. */
  double mean(double[] logDensity) {
    return mean(logDensity, x -> x);
  }

  /** Returns the mean of a function under the density. */
  double mean(double[] logDensity, DoubleUnaryOperator function) {
    return IntStream.range(0, points.length)
        .mapToDouble(i -> weights[i] * Math.exp(logDensity[i]) * function.applyAsDouble(points[i]))
        .sum();
  }
}
