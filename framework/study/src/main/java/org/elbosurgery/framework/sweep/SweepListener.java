package org.elbosurgery.framework.sweep;

/**
 * Receives the progress of a sweep. All methods may be called from any thread, several at the same
 * time.
 */
public interface SweepListener {

  /** Ignores all progress. */
  SweepListener NONE = new SweepListener() {};

  /** Reports that a cell is begun or resumed. */
  default void started(Cell cell) {}

  /**
   * Reports the progress of a cell.
   *
   * @param cell the cell
   * @param done the steps done, of its {@link Cell#steps}
   * @param doing what is being done, in a few words
   */
  default void worked(Cell cell, long done, String doing) {}

  /**
   * Reports a warning about a cell, which may still continue.
   *
   * @param cell the cell
   * @param warning a sentence, for example that a plugin has not returned
   */
  default void warned(Cell cell, String warning) {}

  /** Reports that another process has a cell, which this one comes back to after all others. */
  default void elsewhere(Cell cell) {}

  /** Reports that a cell has ended, done or failed; also called for cells that were done before. */
  default void ended(CellStatus status) {}
}
