package org.elbosurgery.framework.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses which known name was meant by a mistyped one. */
public final class NearestName {

  /** The length of the shortest abbreviation used as a hint; shorter ones match too many names. */
  private static final int SHORTEST_PREFIX = 3;

  private NearestName() {}

  /**
   * Returns the nearest known name, if one is near enough: with at most one edit for every three
   * letters (at least two in a name of four), or beginning with the given text.
   */
  public static Optional<String> of(String given, Collection<String> known) {
    String wanted = given.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> distance(wanted, name) <= edits(name))
        .min(Comparator.comparingInt(name -> distance(wanted, name)));
  }

  /**
   * Returns the number of edits allowed for a name. Two exchanged letters count as two edits, which
   * is too many for a name of three letters.
   */
  private static int edits(String name) {
    return name.length() < 4 ? 1 : Math.max(2, name.length() / 3);
  }

  /**
   * Returns advice on an unknown name: the nearest known name, if there is one, and all known
   * names.
   *
   * @param given the unknown name
   * @param known the known names, in the order to list them
   * @return such as "did you mean gaussian? known: gaussian, mixture"
   */
  public static String advice(String given, Collection<String> known) {
    if (known.isEmpty()) {
      return "none is known";
    }
    return of(given, known).map(name -> "did you mean " + name + "? ").orElse("")
        + "known: "
        + String.join(", ", known);
  }

  private static int distance(String given, String name) {
    if (given.length() > 2 * name.length() + SHORTEST_PREFIX) { // too long to be a typing error
      return Integer.MAX_VALUE;
    }
    if (given.length() >= SHORTEST_PREFIX && name.startsWith(given)) {
      return 1;
    }
    return LevenshteinDistance.getDefaultInstance().apply(given, name);
  }
}
