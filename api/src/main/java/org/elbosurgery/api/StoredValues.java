package org.elbosurgery.api;

import java.util.Objects;
import java.util.function.LongToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Posteriors that stay where they are kept. The rows about the last value that was asked for are
 * held, so that values in succession are read together.
 */
final class StoredValues implements PosteriorValues {

  /** The most values that are held of each array, except that there is always a row. */
  private static final int MOST_VALUES = 1 << 18;

  /** The most rows that are held. */
  private static final int MOST_ROWS = 512;

  private final PosteriorRows stored;
  private final int dimensions;

  /** The number of rows that are held. */
  private final int rows;

  /** A race between threads costs time, no more: a window never changes. */
  private Window latest = new Window(0, 0, new double[0], new double[0]);

  StoredValues(PosteriorRows stored) {
    this.stored = stored;
    this.dimensions = stored.dimensions();
    this.rows = Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / dimensions));
  }

  /** Some rows; the indices of their first value and of the first one after them. */
  private static final class Window {

    private final long from;
    private final long to;
    private final double[] mean;
    private final double[] logVariance;

    Window(long from, long to, double[] mean, double[] logVariance) {
      this.from = from;
      this.to = to;
      this.mean = mean;
      this.logVariance = logVariance;
    }
  }

  private Window about(long i) {
    Window window = latest;
    if (i < window.from || i >= window.to) {
      long from = i / dimensions / rows * rows * dimensions;
      long to = Math.min((long) stored.size() * dimensions, from + (long) rows * dimensions);
      window = window(from, to);
      latest = window;
    }
    return window;
  }

  private Window window(long from, long to) {
    double[] mean = new double[(int) (to - from)];
    double[] logVariance = new double[mean.length];
    read(from, to, mean, logVariance);
    return new Window(from, to, mean, logVariance);
  }

  @Override
  public double mean(long i) {
    Window window = about(i);
    return window.mean[(int) (i - window.from)];
  }

  @Override
  public double logVariance(long i) {
    Window window = about(i);
    return window.logVariance[(int) (i - window.from)];
  }

  @Override
  public boolean isSinglePrecision() {
    return stored.isSinglePrecision();
  }

  @Override
  public void read(long from, long to, double[] mean, double[] logVariance) {
    stored.read((int) (from / dimensions), (int) (to / dimensions), mean, logVariance);
  }

  @Override
  public PosteriorValues rows(int columns, int... numbers) {
    int values = Math.multiplyExact(numbers.length, columns);
    if (isSinglePrecision()) {
      float[] mean = new float[values];
      float[] logVariance = new float[values];
      for (int i = 0; i < values; i++) {
        long at = index(i, numbers);
        mean[i] = (float) mean(at);
        logVariance[i] = (float) logVariance(at);
      }
      return new SinglePrecision(mean, logVariance);
    }
    double[] mean = new double[values];
    double[] logVariance = new double[values];
    for (int i = 0; i < values; i++) {
      long at = index(i, numbers);
      mean[i] = mean(at);
      logVariance[i] = logVariance(at);
    }
    return new DoublePrecision(mean, logVariance);
  }

  @Override
  public PosteriorValues range(int columns, int from, int to) {
    return isSinglePrecision() ? singlePrecision(from, to) : doublePrecision(from, to);
  }

  private PosteriorValues doublePrecision(int from, int to) {
    double[] mean = new double[Math.multiplyExact(to - from, dimensions)];
    double[] logVariance = new double[mean.length];
    stored.read(from, to, mean, logVariance);
    return new DoublePrecision(mean, logVariance);
  }

  /** Reads some rows at a time, so that only those are in double precision. */
  private PosteriorValues singlePrecision(int from, int to) {
    float[] mean = new float[Math.multiplyExact(to - from, dimensions)];
    float[] logVariance = new float[mean.length];
    double[] means = new double[Math.min(rows, to - from) * dimensions];
    double[] logVariances = new double[means.length];
    for (int row = from; row < to; row += rows) {
      int end = Math.min(to, row + rows);
      stored.read(row, end, means, logVariances);
      int first = (row - from) * dimensions;
      for (int i = 0; i < (end - row) * dimensions; i++) {
        mean[first + i] = (float) means[i];
        logVariance[first + i] = (float) logVariances[i];
      }
    }
    return new SinglePrecision(mean, logVariance);
  }

  private long index(int i, int... numbers) {
    int row = Objects.checkIndex(numbers[i / dimensions], stored.size());
    return (long) row * dimensions + i % dimensions;
  }

  @Override
  public INDArray means(int columns) {
    return matrix(this::mean);
  }

  @Override
  public INDArray logVariances(int columns) {
    return matrix(this::logVariance);
  }

  private INDArray matrix(LongToDoubleFunction value) {
    DataType type = isSinglePrecision() ? DataType.FLOAT : DataType.DOUBLE;
    INDArray matrix = Nd4j.createUninitialized(type, stored.size(), dimensions);
    for (long i = 0; i < matrix.length(); i++) {
      matrix.data().put(i, value.applyAsDouble(i));
    }
    return matrix;
  }
}
