package org.elbosurgery.framework.report.figure;

/**
 * The layout of the panels of a figure: as many side by side as are legible.
 *
 * @param count the number of panels
 */
record Panels(int count) {

  /** The width of every figure, in units of about one pixel on a page. */
  static final int WIDTH = 760;

  private static final int MOST_PER_ROW = 3;

  int perRow() {
    return Math.min(count, MOST_PER_ROW);
  }

  /**
   * Returns the height of a figure with panels below each other, with room for axes and a legend.
   *
   * @param rows the number of rows in each panel
   * @param ownAxes whether each panel has its own axis
   */
  int ofRows(int rows, boolean ownAxes) {
    return count * (rows * 26 + (ownAxes ? 62 : 44)) + 110;
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
