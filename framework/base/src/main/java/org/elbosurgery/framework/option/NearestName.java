package org.elbosurgery.framework.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses which known name a mistyped one was meant to be. */
public final class NearestName {

  /** An abbreviation this short fits too many names to be a hint. */
  private static final int SHORTEST_PREFIX = 3;

  private NearestName() {}

  /**
   * Returns the nearest of the known names, where one is near enough: it is written with one edit
   * for every three letters (two at least in a name of four), or begins with what was given.
   */
  public static Optional<String> of(String given, Collection<String> known) {
    String wanted = given.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> distance(wanted, name) <= edits(name))
        .min(Comparator.comparingInt(name -> distance(wanted, name)));
  }

  /** Two letters exchanged are two edits; a name of three letters has no two to spare. */
  private static int edits(String name) {
    return name.length() < 4 ? 1 : Math.max(2, name.length() / 3);
  }

  /**
   * Returns what to do about an unknown name: the nearest known one, where there is one, and all of
   * them.
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
    if (given.length() > 2 * name.length() + SHORTEST_PREFIX) { // whatever it is, nobody mistyped
      return Integer.MAX_VALUE;
    }
    if (given.length() >= SHORTEST_PREFIX && name.startsWith(given)) {
      return 1;
    }
    return LevenshteinDistance.getDefaultInstance().apply(given, name);
  }
}
