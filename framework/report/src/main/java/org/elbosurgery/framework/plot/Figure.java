package org.elbosurgery.framework.plot;

import java.util.function.Function;
import java.util.function.Supplier;
import org.elbosurgery.framework.table.Typography;

/**
 * A figure with a description for readers who cannot see it.
 *
 * @param name in kebab case, for files and links
 * @param title what it shows, in a few words
 * @param note how to read it, in sentences
 * @param numbers what can be seen in it, in sentences
 * @param wide the figure itself, for wide screens
 * @param narrow the same for phones
 * @param paper draws the same for the text of a paper
 */
public record Figure(
    String name,
    String title,
    String note,
    String numbers,
    Drawing wide,
    Drawing narrow,
    Supplier<Drawing> paper) {

  /** Draws a figure in every format. */
  public static Figure of(
      String name, String title, String note, String numbers, Function<Format, Drawing> draw) {
    return new Figure(
        name,
        title,
        note,
        numbers,
        draw.apply(Format.WIDE),
        draw.apply(Format.NARROW),
        () -> draw.apply(Format.PAPER));
  }

  /** Makes a figure that is as small as a phone, of which a wide page shows several abreast. */
  public static Figure small(
      String name, String title, String note, String numbers, Drawing drawing) {
    return new Figure(name, title, note, numbers, drawing, drawing, () -> drawing);
  }

  /** Returns whether it is as small as a phone in every format. */
  public boolean isSmall() {
    return wide.equals(narrow);
  }

  /** Returns the figure as a file of SVG. */
  public String file() {
    return wide.file(title, description());
  }

  /** Returns the figure for a page, whose style shows it in one format. */
  public String element() {
    if (isSmall()) {
      return wide.element(name, title, description());
    }
    return "<div class=\"wide\">%s</div>\n<div class=\"narrow\">%s</div>"
        .formatted(
            wide.element(name, title, description()),
            narrow.element(name + "-narrow", title, description()));
  }

  String description() {
    return Typography.withMinus((note + " " + numbers).strip());
  }
}
