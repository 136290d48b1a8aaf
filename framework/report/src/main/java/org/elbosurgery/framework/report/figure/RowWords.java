package org.elbosurgery.framework.report.figure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;

/**
 * The line of words above the marks of a row: the name of the row on the left, its numbers on the
 * right. There both have room, however long they are and however narrow the figure is.
 */
final class RowWords {

  private static final String NONE = "none";

  /** How far above the middle of its row a line of words is, in rows. */
  private static final double ABOVE = 0.37;

  private static final double SIZE = 6;

  /** The width of a letter of that size, on average, in units of the drawing. */
  private static final double LETTER = 6;

  /** How far the words are from the ends of the axis, as a share of it: grid lines may be there. */
  private static final double INDENT = 0.006;

  private final Map<List<String>, String> numbers = new LinkedHashMap<>();
  private final Map<String, Range> ranges = new LinkedHashMap<>();

  /** The ends of the axis of a panel. */
  private record Range(double low, double high) {

    double left() {
      return low + INDENT * (high - low);
    }

    double right() {
      return high - INDENT * (high - low);
    }

    Range and(double value) {
      return new Range(Math.min(low, value), Math.max(high, value));
    }
  }

  /** Sets the numbers of a row. */
  void add(String panel, String row, String number) {
    numbers.put(List.of(panel, row), number);
  }

  /** Extends the range between whose ends the words of a panel are. */
  void reach(String panel, double... values) {
    for (double value : values) {
      ranges.merge(panel, new Range(value, value), (range, any) -> range.and(value));
    }
  }

  /**
   * Adds the words to a plot whose vertical axis has the rows, and removes the labels of that axis.
   *
   * @param rows the rows of each panel, from the lowest to the highest
   */
  void addTo(Plot plot, List<String> rows, Format format) {
    double size = SIZE * Math.min(1, format.width() / LETTER / longest(rows));
    DataFrame names = new DataFrame("panel", "row", "x", "words");
    DataFrame values = new DataFrame("panel", "row", "x", "words");
    DataFrame absent = new DataFrame("panel", "row", "x", "words");
    ranges.forEach(
        (panel, range) -> {
          for (String row : rows) {
            names.add(panel, row, range.left(), row);
            String number = numbers.get(List.of(panel, row));
            if (number == null) {
              absent.add(panel, row, range.right(), NONE);
            } else {
              values.add(panel, row, range.right(), number);
            }
          }
        });
    plot.add(words(names, "left", Colour.INK, size))
        .add(words(values, "right", Colour.INK, size))
        .add(words(absent, "right", Colour.FAINT, size))
        .order("y", "", rows)
        .theme("axis_text_y", "blank")
        .horizontal();
  }

  /** Returns the number of letters of the longest line. */
  private int longest(List<String> rows) {
    int number = numbers.values().stream().mapToInt(String::length).max().orElse(0);
    int name = rows.stream().mapToInt(String::length).max().orElse(0);
    return name + 2 + number;
  }

  private static Layer words(DataFrame words, String side, Colour colour, double size) {
    return Layer.of("label")
        .over(words.columns())
        .show("x", "x")
        .show("y", "row")
        .show("label", "words")
        .with("hjust", side)
        .with("nudge_y", ABOVE)
        .with("size", size)
        .with("color", colour.literal())
        .with("fill", Colour.PAPER.literal()) // over the lines that the words would cross
        .with("label_size", 0)
        .with("label_padding", 0.05);
  }
}
