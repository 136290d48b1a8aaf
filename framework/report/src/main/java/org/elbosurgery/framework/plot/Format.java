package org.elbosurgery.framework.plot;

/** The formats in which a figure is drawn. */
public enum Format {
  /** For wide screens. */
  WIDE(760, 3),
  /** For the text of a paper, 5.5 in wide, which gives letters of 8 to 9 pt. */
  PAPER(576, 3),
  /** For phones, with letters as large as in the other. */
  NARROW(368, 1);

  private final int width;
  private final int panels;

  Format(int width, int panels) {
    this.width = width;
    this.panels = panels;
  }

  /** Returns the width, in units of about one pixel on a page. */
  public int width() {
    return width;
  }

  /** Returns the largest number of legible panels with two axes side by side. */
  public int panels() {
    return panels;
  }
}
