package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.elbosurgery.api.Interval;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Points of the line with weights: what a sum over whole numbers or an integral comes to. */
final class LineMeasure {

  private static final int NODES = 4000;

  /** Whole numbers summed over, where there is no end of them. */
  private static final int GREATEST_COUNT = 2000;

  private final double[] points;
  private final double[] weights;

  private LineMeasure(int size, IntToDoubleFunction point, IntToDoubleFunction weight) {
    points = IntStream.range(0, size).mapToDouble(point).toArray();
    weights = IntStream.range(0, size).mapToDouble(weight).toArray();
  }

  /**
   * Returns the measures that a density over a support may be meant by: the whole numbers in it,
   * where it has a least one, and the length of intervals.
   */
  static List<LineMeasure> over(Interval support) {
    List<LineMeasure> measures = new ArrayList<>();
    if (Double.isFinite(support.low())) {
      double first = Math.ceil(support.low());
      int count = (int) Math.min(GREATEST_COUNT, Math.floor(support.high()) - first + 1);
      measures.add(new LineMeasure(count, i -> first + i, i -> 1));
    }
    measures.add(length(support));
    return measures;
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

  /** Returns the sum of the density. */
  double total(double[] logDensity) {
    return IntStream.range(0, points.length)
        .mapToDouble(i -> weights[i] * Math.exp(logDensity[i]))
        .sum();
  }

  /** Returns the sum of the density times the point. */
  double mean(double[] logDensity) {
    return IntStream.range(0, points.length)
        .mapToDouble(i -> weights[i] * Math.exp(logDensity[i]) * points[i])
        .sum();
  }
}
