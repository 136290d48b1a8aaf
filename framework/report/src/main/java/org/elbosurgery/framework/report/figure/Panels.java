package org.elbosurgery.framework.report.figure;

/**
 * How the panels of a figure are laid out: as many beside each other as can be read.
 *
 * @param count how many panels
 */
record Panels(int count) {

  /** The width of every figure, in units of which a page shows about one a pixel. */
  static final int WIDTH = 760;

  private static final int MOST_PER_ROW = 3;

  int perRow() {
    return Math.min(count, MOST_PER_ROW);
  }

  /**
   * Returns the height of a figure of panels below each other, with room for axes and a legend.
   *
   * @param rows of each panel
   * @param ownAxes whether each panel has an axis of its own
   */
  int ofRows(int rows, boolean ownAxes) {
    return count * (rows * 26 + (ownAxes ? 62 : 44)) + 110;
  }

  /** Returns the height of a figure whose panels are so high, with room for axes and a legend. */
  int height(int panel) {
    int rows = (count + perRow() - 1) / perRow();
    return rows * panel + 70;
  }
}
