package org.elbosurgery.framework.data;

import java.util.Optional;
import java.util.function.LongFunction;

/** Training rows, test rows if there are any, and the source of both. Immutable. */
public final class DataSet {

  private final String name;
  private final String sha256;
  private final Rows train;
  private final LongFunction<Rows> epochs;
  private final Optional<Rows> test;
  private final Optional<Integer> repeatedTestRows;
  private final Optional<Labels> labels;

  private DataSet(
      String name,
      String sha256,
      Rows train,
      LongFunction<Rows> epochs,
      Optional<Rows> test,
      Optional<Integer> repeatedTestRows,
      Optional<Labels> labels) {
    if (train.size() < 1) {
      throw new IllegalArgumentException("no training rows");
    }
    test.ifPresent(rows -> requireWidth(rows, train.width()));
    this.name = name;
    this.sha256 = sha256;
    this.train = train;
    this.epochs = epochs;
    this.test = test;
    this.repeatedTestRows = repeatedTestRows;
    this.labels = labels;
  }

  /**
   * Returns a data set whose training rows are the same in every epoch.
   *
   * @param name the name that the user gave
   * @param sha256 digest of the source content in hexadecimal digits
   * @param train at least one row
   * @param test of the same width
   * @throws IllegalArgumentException if there are no training rows or the widths differ
   */
  public static DataSet fixed(String name, String sha256, Rows train, Optional<Rows> test) {
    return redrawn(name, sha256, train, epoch -> train, test);
  }

  /**
   * Returns a data set whose training rows are drawn anew in each epoch.
   *
   * @param name the name that the user gave
   * @param sha256 digest of the source content in hexadecimal digits
   * @param train the fixed draw from which results are computed, at least one row
   * @param epochs returns the rows of an epoch, as many and as wide as {@code train}, and always
   *     the same for the same epoch
   * @param test of the same width
   * @throws IllegalArgumentException if there are no training rows or the widths differ
   */
  public static DataSet redrawn(
      String name, String sha256, Rows train, LongFunction<Rows> epochs, Optional<Rows> test) {
    return new DataSet(name, sha256, train, epochs, test, Optional.empty(), Optional.empty());
  }

  /** Returns this data set with the number of test rows that were repeated before binarization. */
  DataSet withRepeatedTestRows(Optional<Integer> count) {
    return new DataSet(name, sha256, train, epochs, test, count, labels);
  }

  /**
   * Returns this data set with the classes of its rows.
   *
   * @param classes of all training rows and, if they are known, of all test rows
   * @throws IllegalArgumentException if there are more or fewer than rows
   */
  public DataSet with(Labels classes) {
    requireSize(classes.train().size(), train.size());
    classes.test().ifPresent(words -> requireSize(words.size(), test.map(Rows::size).orElse(0)));
    return new DataSet(name, sha256, train, epochs, test, repeatedTestRows, Optional.of(classes));
  }

  private static void requireSize(int labels, int rows) {
    if (labels != rows) {
      throw new IllegalArgumentException(labels + " labels are not of " + rows + " rows");
    }
  }

  private static void requireWidth(Rows test, int width) {
    if (test.width() != width) {
      throw new IllegalArgumentException(
          "test rows have " + test.width() + " values, training rows " + width);
    }
  }

  /** Returns the name that the user gave, such as {@code mnist} or the names of the files. */
  public String name() {
    return name;
  }

  /**
   * Returns the SHA-256 of the source content, training before test, before any limit or
   * binarization, in hexadecimal digits. The content of an image file is its decompressed bytes;
   * the content of a NumPy array is its {@code .npy} file as written by {@link
   * org.elbosurgery.framework.npy.NpyArray}, little-endian in C order, whatever the order of the
   * original.
   */
  public String sha256() {
    return sha256;
  }

  /** Returns the training rows from which results are computed, {@code [N, D]}. */
  public Rows train() {
    return train;
  }

  /**
   * Returns the training rows as used for training in an epoch, {@code [N, D]}. They differ from
   * {@link #train()} only with dynamic binarization.
   *
   * @param epoch the number of the epoch, any integer
   */
  public Rows trainInEpoch(long epoch) {
    return epochs.apply(epoch);
  }

  /** Returns the test rows, of the same width; empty if there are none. */
  public Optional<Rows> test() {
    return test;
  }

  /** Returns the classes of the rows; empty if they are not known. */
  public Optional<Labels> labels() {
    return labels;
  }

  /**
   * Returns how many test rows equal a training row in the source, before any binarization; empty
   * if there are no more than chance explains in data with repeated rows.
   */
  public Optional<Integer> repeatedTestRows() {
    return repeatedTestRows;
  }
}
