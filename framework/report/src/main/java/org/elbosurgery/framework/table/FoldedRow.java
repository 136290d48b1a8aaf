package org.elbosurgery.framework.table;

import java.util.List;
import org.apache.commons.lang3.StringUtils;

/** A row of a table that is too wide for a terminal, as a block with a line for each cell. */
public final class FoldedRow {

  private static final String INDENT = "    ";
  private static final String GAP = "  ";

  private FoldedRow() {}

  /**
   * Returns the block: the name, and below it the title and the text of each cell that has a text.
   *
   * @param titles one for each cell, or more
   */
  public static String of(String name, List<String> titles, List<String> cells) {
    int width = titles.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder block = new StringBuilder(name).append('\n');
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isBlank()) {
        block
            .append(INDENT)
            .append(StringUtils.rightPad(titles.get(i), width))
            .append(GAP)
            .append(cells.get(i))
            .append('\n');
      }
    }
    return block.toString();
  }
}
