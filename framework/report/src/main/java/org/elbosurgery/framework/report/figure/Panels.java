package org.elbosurgery.framework.report.figure;

import org.elbosurgery.framework.plot.Format;

/**
 * The layout of the panels of a figure: as many side by side as are legible.
 *
 * @param count the number of panels
 * @param format of the figure
 */
record Panels(int count, Format format) {

  /** The height of a row: a line of words above its marks. */
  private static final int ROW = 42;

  /** The least height of a panel, below which Lets-Plot would draw the axis over it. */
  private static final int MIN = 50;

  private static final int TITLE = 34;
  private static final int AXIS = 20;

  int perRow() {
    return Math.min(count, format.panels());
  }

  /**
   * Returns the height of a figure with panels below each other that share an axis, with room for
   * it and a legend.
   *
   * @param rows the number of rows in each panel
   */
  int ofRows(int rows) {
    return count * (Math.max(MIN, rows * ROW) + TITLE) + 100;
  }

  /** Returns the same if each panel has an axis of its own. */
  int ofRowsWithAxes(int rows) {
    return ofRows(rows) + count * AXIS;
  }

  /**
   * Returns the height of a figure, given the height of its panels, with room for axes and a
   * legend.
   */
  int height(int panel) {
    int rows = (count + perRow() - 1) / perRow();
    return rows * panel + 70;
  }
}
