package org.elbosurgery.framework.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The colours of figures. Those of the data are told apart under every common deficiency of colour
 * vision (Okabe and Ito 2008); a page may put others in their place by the custom property of CSS
 * that has their name.
 */
public enum Colour {
  /** What a figure is drawn on. */
  PAPER("#FFFFFF"),
  /** Words and axes. */
  INK("#333333"),
  /** Lines to read values at. */
  GRID("#E4E4E4"),
  /** What is context, not result. */
  FAINT("#9A9A9A"),
  /** The first of several things. */
  FIRST("#0072B2"),
  /** The second. */
  SECOND("#E69F00"),
  /** The third. */
  THIRD("#009E73"),
  /** The fourth. */
  FOURTH("#CC79A7"),
  /** The fifth. */
  FIFTH("#D55E00"),
  /** The sixth. */
  SIXTH("#56B4E9"),
  /** The seventh. */
  SEVENTH("#8A6D1B");

  private static final List<Colour> SERIES =
      List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH);

  private final String literal;

  Colour(String literal) {
    this.literal = literal;
  }

  /** Returns the colour in hexadecimal digits. */
  public String literal() {
    return literal;
  }

  /** Returns the name of the property of CSS that replaces it. */
  public String property() {
    return "--figure-" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns as many colours as wanted; after the seventh they come again. */
  public static List<String> series(int count) {
    return IntStream.range(0, count).mapToObj(i -> SERIES.get(i % SERIES.size()).literal).toList();
  }
}
