package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.plot.Colour;

/**
 * The classes of rows with their colours. If there are more classes than colours, the smaller ones
 * share a grey.
 */
final class Classes {

  /** As many classes as have a colour of their own. */
  private static final int COLOURED = Colour.classes().size();

  private static final String OTHERS = "others";

  /** The longest name in a legend. */
  private static final int LONGEST = 24;

  private final WordArray labels;

  /** The names of the classes that are shown, by their words. */
  private final Map<String, String> names;

  private Classes(WordArray labels, Map<String, String> names) {
    this.labels = labels;
    this.names = names;
  }

  /** Returns the classes of rows. */
  static Classes of(WordArray labels) {
    Map<String, Integer> sizes = new TreeMap<>();
    IntStream.range(0, labels.size()).forEach(n -> sizes.merge(labels.word(n), 1, Integer::sum));
    List<String> shown = new ArrayList<>(labels.different());
    if (shown.size() > COLOURED) {
      List<String> largest =
          shown.stream()
              .sorted(Comparator.comparingInt((String word) -> -sizes.get(word)))
              .limit(COLOURED)
              .toList();
      shown.retainAll(largest);
    }
    return new Classes(labels, names(shown));
  }

  /** Returns what to say of the colours. */
  static String sentence(WordArray labels) {
    return labels.different().size() > COLOURED
        ? ", in the colours of the largest of %d classes".formatted(labels.different().size())
        : ", in the colours of their classes";
  }

  /** Returns a short name for each word, no two of them the same. */
  private static Map<String, String> names(List<String> words) {
    Map<String, String> names = new LinkedHashMap<>();
    Set<String> used = new HashSet<>(Set.of(OTHERS));
    for (String word : words) {
      String name =
          StringUtils.abbreviate(
              Quotation.of(StringUtils.defaultIfEmpty(word, "(no label)")), LONGEST);
      String distinct = name;
      for (int i = 2; !used.add(distinct); i++) {
        distinct = name + " (" + i + ")";
      }
      names.put(word, distinct);
    }
    return names;
  }

  private boolean hasOthers() {
    return names.size() < labels.different().size();
  }

  /** Returns the class of a row as the legend names it. */
  String of(int row) {
    return names.getOrDefault(labels.word(row), OTHERS);
  }

  /** Returns the names of the legend, in its order. */
  List<String> names() {
    List<String> all = new ArrayList<>(names.values());
    if (hasOthers()) {
      all.add(OTHERS);
    }
    return all;
  }

  /** Returns a colour for each name. */
  List<String> colours() {
    List<String> colours = new ArrayList<>(Colour.classes().subList(0, names.size()));
    if (hasOthers()) {
      colours.add(Colour.FAINT.literal());
    }
    return colours;
  }
}
