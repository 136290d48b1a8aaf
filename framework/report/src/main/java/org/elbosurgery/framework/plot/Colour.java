package org.elbosurgery.framework.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The colours of figures. The colours for data can be distinguished with every common deficiency of
 * colour vision (Okabe and Ito 2008, the light ones darkened, so that each has a contrast of 3 to
 * white paper; Tol 2021 for the last three, which are for classes). A page may replace them through
 * the CSS custom property of the same name.
 */
public enum Colour {
  /** The background of a figure. */
  PAPER("#FFFFFF"),
  /** Text and axes. */
  INK("#333333"),
  /** Grid lines. */
  GRID("#E4E4E4"),
  /** Context rather than results. */
  FAINT("#707070"),
  /** The first series of data. */
  FIRST("#0072B2"),
  /** The second. */
  SECOND("#C07F00"),
  /** The third. */
  THIRD("#009E73"),
  /** The fourth. */
  FOURTH("#C2659A"),
  /** The fifth. */
  FIFTH("#D55E00"),
  /** The sixth. */
  SIXTH("#3A94CC"),
  /** The seventh. */
  SEVENTH("#8A6D1B"),
  /** The eighth, of classes. */
  EIGHTH("#332288"),
  /** The ninth, of classes. */
  NINTH("#882255"),
  /** The tenth, of classes. */
  TENTH("#117733");

  private static final List<Colour> SERIES =
      List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH);

  private static final List<Colour> CLASSES =
      Stream.concat(SERIES.stream(), Stream.of(EIGHTH, NINTH, TENTH)).toList();

  private final String literal;

  Colour(String literal) {
    this.literal = literal;
  }

  /** Returns the colour in hexadecimal digits. */
  public String literal() {
    return literal;
  }

  /** Returns the name of the CSS custom property that replaces it. */
  public String property() {
    return "--figure-" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the colours of classes, ten of them. */
  public static List<String> classes() {
    return CLASSES.stream().map(Colour::literal).toList();
  }

  /** Returns a number of colours; after the seventh they repeat. */
  public static List<String> series(int count) {
    return IntStream.range(0, count).mapToObj(i -> SERIES.get(i % SERIES.size()).literal).toList();
  }
}
