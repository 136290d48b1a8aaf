package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The importance-weighted bounds of data points, in nats, with 1, 2, 5, 10, ... and finally S
 * samples, all from the same S samples of each point. A point may have fewer than S samples, if
 * these are {@linkplain Sufficiency enough}; its bounds with more are those with all that it has.
 * Immutable.
 */
public final class PointBounds {

  private final int[] samples;
  private final double[][] bounds;
  private final double[][] samplingVariances;
  private final double[] effectiveSampleSizes;
  private final Optional<double[]> paretoShapes;
  private final Optional<int[]> sampleCounts;

  /**
   * Copies the values.
   *
   * @param samples the numbers of samples k, 1, 2, 5, 10, ... and finally S, {@code [C]}
   * @param bounds L_k of each point, {@code [N, C]}
   * @param samplingVariances their variances over other samples for the same point, {@code [N, C]}
   * @param effectiveSampleSizes {@code [N]}, each from 1 to S
   * @param paretoShapes k of the tail of the weights of each point, {@code [N]}; empty if there are
   *     too few samples for one, or it was not computed
   * @param sampleCounts how many samples each point has, {@code [N]}, each from 1 to S; empty if
   *     all have S
   * @throws IllegalArgumentException if {@code samples} are other numbers, the lengths do not fit,
   *     or a value is not finite or out of its range (the row is named)
   */
  PointBounds(
      int[] samples,
      double[][] bounds,
      double[][] samplingVariances,
      double[] effectiveSampleSizes,
      Optional<double[]> paretoShapes,
      Optional<int[]> sampleCounts) {
    requireCounts(samples);
    if (bounds.length != effectiveSampleSizes.length || samplingVariances.length != bounds.length) {
      throw new IllegalArgumentException(
          "%d bounds, %d variances and %d effective sample sizes"
              .formatted(bounds.length, samplingVariances.length, effectiveSampleSizes.length));
    }
    this.samples = samples.clone();
    this.bounds = checked("bound", bounds, -Double.MAX_VALUE);
    this.samplingVariances = checked("sampling variance", samplingVariances, 0);
    this.effectiveSampleSizes = effectiveSampleSizes.clone();
    this.paretoShapes = paretoShapes.map(double[]::clone);
    this.sampleCounts = sampleCounts.map(int[]::clone);
    for (int n = 0; n < effectiveSampleSizes.length; n++) {
      double room = 1e-9; // to allow for rounding
      requireWithin(
          "effective sample size", n, effectiveSampleSizes[n], 1 - room, maxSamples() * (1 + room));
    }
    paretoShapes.ifPresent(shapes -> requireShapes(shapes, size()));
    sampleCounts.ifPresent(counts -> requireSampleCounts(counts, size(), maxSamples()));
  }

  /** Copies the values of points with S samples each; the parameters are as above. */
  public PointBounds(
      int[] samples,
      double[][] bounds,
      double[][] samplingVariances,
      double[] effectiveSampleSizes,
      Optional<double[]> paretoShapes) {
    this(samples, bounds, samplingVariances, effectiveSampleSizes, paretoShapes, Optional.empty());
  }

  private static void requireSampleCounts(int[] counts, int points, int max) {
    if (counts.length != points) {
      throw new IllegalArgumentException(counts.length + " sample counts of " + points + " points");
    }
    for (int n = 0; n < points; n++) {
      requireWithin("sample count", n, counts[n], 1, max);
    }
  }

  private static void requireShapes(double[] shapes, int points) {
    if (shapes.length != points) {
      throw new IllegalArgumentException(shapes.length + " Pareto shapes of " + points + " points");
    }
    for (int n = 0; n < points; n++) {
      requireWithin("Pareto shape", n, shapes[n], -Double.MAX_VALUE, Double.MAX_VALUE);
    }
  }

  private static void requireCounts(int[] samples) {
    int max = samples.length == 0 ? 0 : samples[samples.length - 1];
    if (max < 1 || !Arrays.equals(samples, SampleCounts.upTo(max))) {
      throw new IllegalArgumentException(
          "numbers of samples are 1, 2, 5, 10, ... and last all, not " + Arrays.toString(samples));
    }
  }

  private double[][] checked(String name, double[][] rows, double min) {
    double[][] copies = new double[rows.length][];
    for (int n = 0; n < rows.length; n++) {
      if (rows[n].length != samples.length) {
        throw new IllegalArgumentException(
            name + " has " + rows[n].length + " values in row " + n + ", not " + samples.length);
      }
      copies[n] = rows[n].clone();
      for (double value : copies[n]) {
        requireWithin(name, n, value, min, Double.MAX_VALUE);
      }
    }
    return copies;
  }

  private static void requireWithin(String name, int row, double value, double min, double max) {
    if (!(value >= min && value <= max)) { // false for NaN as well
      throw new IllegalArgumentException(name + " is " + value + " in row " + row);
    }
  }

  /**
   * Computes the bounds of points from the log-weights of their samples.
   *
   * @param samples as in the constructor
   * @param points the log-weights of each point, as many as the last of {@code samples} or fewer
   */
  static PointBounds of(int[] samples, List<LogWeights> points) {
    return new PointBounds(
        samples,
        points.stream()
            .map(weights -> available(samples, weights).mapToDouble(weights::bound).toArray())
            .toArray(double[][]::new),
        points.stream()
            .map(
                weights ->
                    available(samples, weights).mapToDouble(weights::samplingVariance).toArray())
            .toArray(double[][]::new),
        points.stream().mapToDouble(LogWeights::effectiveSampleSize).toArray(),
        haveShapes(samples)
            ? Optional.of(points.stream().mapToDouble(LogWeights::paretoShape).toArray())
            : Optional.empty(),
        Optional.of(points.stream().mapToInt(LogWeights::size).toArray())
            .filter(sizes -> Arrays.stream(sizes).anyMatch(size -> size < max(samples))));
  }

  /** Returns numbers of samples, but none greater than there are. */
  private static IntStream available(int[] samples, LogWeights weights) {
    return Arrays.stream(samples).map(k -> Math.min(k, weights.size()));
  }

  private static int max(int[] samples) {
    return samples[samples.length - 1];
  }

  private static boolean haveShapes(int[] samples) {
    return max(samples) >= ParetoTail.MIN_SAMPLES;
  }

  /**
   * Returns the points of several parts in succession.
   *
   * @param parts at least one, all with the same numbers of samples
   */
  static PointBounds joined(List<PointBounds> parts) {
    return new PointBounds(
        parts.get(0).samples,
        parts.stream().flatMap(part -> Arrays.stream(part.bounds)).toArray(double[][]::new),
        parts.stream()
            .flatMap(part -> Arrays.stream(part.samplingVariances))
            .toArray(double[][]::new),
        parts.stream().flatMapToDouble(part -> Arrays.stream(part.effectiveSampleSizes)).toArray(),
        inSuccession(parts.stream().map(part -> part.paretoShapes).toList()),
        parts.stream().allMatch(part -> part.sampleCounts.isEmpty())
            ? Optional.empty()
            : Optional.of(
                parts.stream().flatMapToInt(part -> Arrays.stream(part.sampleCounts())).toArray()));
  }

  /** Returns values in succession; empty if one of them is. */
  private static Optional<double[]> inSuccession(List<Optional<double[]>> parts) {
    return parts.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            parts.stream().flatMap(Optional::stream).flatMapToDouble(DoubleStream::of).toArray())
        : Optional.empty();
  }

  /** Returns the first n points. */
  PointBounds first(int n) {
    return new PointBounds(
        samples,
        Arrays.copyOf(bounds, n),
        Arrays.copyOf(samplingVariances, n),
        Arrays.copyOf(effectiveSampleSizes, n),
        paretoShapes.map(shapes -> Arrays.copyOf(shapes, n)),
        sampleCounts.map(counts -> Arrays.copyOf(counts, n)));
  }

  /** Returns N, the number of data points. */
  public int size() {
    return bounds.length;
  }

  /** Returns how many samples each point has, {@code [N]}. */
  public int[] sampleCounts() {
    return sampleCounts
        .map(int[]::clone)
        .orElseGet(() -> IntStream.generate(this::maxSamples).limit(size()).toArray());
  }

  /** Returns S, the largest number of samples of a point. */
  public int maxSamples() {
    return max(samples);
  }

  /** Returns a copy of the numbers of samples k, ascending, {@code [C]}; the last is S. */
  public int[] samples() {
    return samples.clone();
  }

  /**
   * Returns the bound of each point, {@code [N]}.
   *
   * @param count the index of the number of samples, from 0 to C - 1
   */
  public double[] bounds(int count) {
    return column(bounds, count);
  }

  /** Returns the bound of each point with all S samples, {@code [N]}. */
  public double[] bounds() {
    return bounds(samples.length - 1);
  }

  /**
   * Returns the estimated variance of the bound of each point over other samples, {@code [N]}.
   *
   * @param count the index of the number of samples, from 0 to C - 1
   */
  public double[] samplingVariances(int count) {
    return column(samplingVariances, count);
  }

  /** Returns a copy of the effective sample size of each point, {@code [N]}. */
  public double[] effectiveSampleSizes() {
    return effectiveSampleSizes.clone();
  }

  /**
   * Returns a copy of the shape k of the tail of the weights of each point, {@code [N]}; empty if
   * there are too few samples, or it was not computed.
   */
  public Optional<double[]> paretoShapes() {
    return paretoShapes.map(double[]::clone);
  }

  /** Returns whether these bounds have all that bounds computed now would have. */
  boolean isComplete() {
    return paretoShapes.isPresent() || !haveShapes(samples);
  }

  private static double[] column(double[][] rows, int j) {
    return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
  }
}
