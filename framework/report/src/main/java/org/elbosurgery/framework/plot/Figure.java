package org.elbosurgery.framework.plot;

import java.util.function.Function;
import org.elbosurgery.framework.table.Typography;

/**
 * A figure with a description for readers who cannot see it.
 *
 * @param name in kebab case, for files and links
 * @param title what it shows, in a few words
 * @param note how to read it, in sentences
 * @param numbers what can be seen in it, in sentences
 * @param wide the figure itself, for papers and wide screens
 * @param narrow the same for phones
 */
public record Figure(
    String name, String title, String note, String numbers, Drawing wide, Drawing narrow) {

  /** Draws a figure in every format. */
  public static Figure of(
      String name, String title, String note, String numbers, Function<Format, Drawing> draw) {
    return new Figure(
        name, title, note, numbers, draw.apply(Format.WIDE), draw.apply(Format.NARROW));
  }

  /** Returns the figure as a file of its own. */
  public String file() {
    return wide.file(title, description());
  }

  /** Returns the figure as two elements of a page, of which its style shows one. */
  public String element() {
    return "<div class=\"wide\">%s</div>\n<div class=\"narrow\">%s</div>"
        .formatted(
            wide.element(name, title, description()),
            narrow.element(name + "-narrow", title, description()));
  }

  private String description() {
    return Typography.withMinus((note + " " + numbers).strip());
  }
}
