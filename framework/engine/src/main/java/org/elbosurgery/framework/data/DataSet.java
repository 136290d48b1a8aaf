package org.elbosurgery.framework.data;

import java.util.Optional;
import java.util.function.LongFunction;

/** Training rows, test rows if there are any, and where they are from. Immutable. */
public final class DataSet {

  private final String name;
  private final String sha256;
  private final Rows train;
  private final LongFunction<Rows> epochs;
  private final Optional<Rows> test;
  private final Optional<Integer> repeatedTestRows;

  private DataSet(
      String name,
      String sha256,
      Rows train,
      LongFunction<Rows> epochs,
      Optional<Rows> test,
      Optional<Integer> repeatedTestRows) {
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
  }

  /**
   * Returns a data set whose training rows are the same in every epoch.
   *
   * @param name what the user calls it
   * @param sha256 digest of the source content in hexadecimal digits
   * @param train at least one row
   * @param test of the same width
   * @throws IllegalArgumentException if there is no training row or the widths differ
   */
  public static DataSet fixed(String name, String sha256, Rows train, Optional<Rows> test) {
    return redrawn(name, sha256, train, epoch -> train, test);
  }

  /**
   * Returns a data set whose training rows are drawn anew in each epoch.
   *
   * @param name what the user calls it
   * @param sha256 digest of the source content in hexadecimal digits
   * @param train the fixed draw that results rest on, at least one row
   * @param epochs gives the rows of an epoch: as many and as wide as {@code train}, and the same
   *     whenever asked
   * @param test of the same width
   * @throws IllegalArgumentException if there is no training row or the widths differ
   */
  public static DataSet redrawn(
      String name, String sha256, Rows train, LongFunction<Rows> epochs, Optional<Rows> test) {
    return new DataSet(name, sha256, train, epochs, test, Optional.empty());
  }

  /** Returns this data set with what is known of its rows before they became binary. */
  DataSet withRepeatedTestRows(Optional<Integer> count) {
    return new DataSet(name, sha256, train, epochs, test, count);
  }

  private static void requireWidth(Rows test, int width) {
    if (test.width() != width) {
      throw new IllegalArgumentException(
          "test rows have " + test.width() + " values, training rows " + width);
    }
  }

  /** Returns what the user calls it, such as {@code mnist} or the names of the files. */
  public String name() {
    return name;
  }

  /**
   * Returns the SHA-256 of the source content, training then test, before any limit or
   * binarization, in hexadecimal digits. The content of an image file is its bytes, decompressed;
   * that of a NumPy array is its own {@code .npy} file as {@link
   * org.elbosurgery.framework.npy.NpyArray} writes it, little-endian in C order, whichever order it
   * was read from.
   */
  public String sha256() {
    return sha256;
  }

  /** Returns the training rows that results rest on, {@code [N, D]}. */
  public Rows train() {
    return train;
  }

  /**
   * Returns the training rows as training sees them in an epoch, {@code [N, D]}. They differ from
   * {@link #train()} under dynamic binarization only.
   *
   * @param epoch the epoch's number; any
   */
  public Rows trainInEpoch(long epoch) {
    return epochs.apply(epoch);
  }

  /** Returns the test rows, of the same width, where there are any. */
  public Optional<Rows> test() {
    return test;
  }

  /**
   * Returns how many test rows equal a training row, as they came from the source, before any
   * binarization; empty where there are no more of them than chance explains, as where data repeat
   * themselves.
   */
  public Optional<Integer> repeatedTestRows() {
    return repeatedTestRows;
  }
}
