package org.elbosurgery.framework.sweep;

/** Hears of a sweep as it goes. All methods may be called from any thread, several at a time. */
public interface SweepListener {

  /** Hears nothing. */
  SweepListener NONE = new SweepListener() {};

  /** A cell is begun, or gone on with. */
  default void started(Cell cell) {}

  /**
   * A cell has come further.
   *
   * @param cell which
   * @param done of its {@link Cell#steps}
   * @param doing what is being done, in a few words
   */
  default void worked(Cell cell, long done, String doing) {}

  /**
   * Something is wrong with a cell, which may yet go on.
   *
   * @param cell which
   * @param warning a sentence, such as that a plugin has not come back
   */
  default void warned(Cell cell, String warning) {}

  /** A cell has come to its end, done or failed; also told of those that were done before. */
  default void ended(CellStatus status) {}
}
