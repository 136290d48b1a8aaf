package org.elbosurgery.framework.report;

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

  /** Returns the height of a figure whose panels are so high, with room for axes and a legend. */
  int height(int panel) {
    int rows = (count + perRow() - 1) / perRow();
    return rows * panel + 70;
  }
}
