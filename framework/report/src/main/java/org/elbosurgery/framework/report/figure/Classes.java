package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

  private final WordArray labels;
  private final List<String> shown;

  private Classes(WordArray labels, List<String> shown) {
    this.labels = labels;
    this.shown = List.copyOf(shown);
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
    return new Classes(labels, shown);
  }

  /** Returns what to say of the colours. */
  static String sentence(WordArray labels) {
    return labels.different().size() > COLOURED
        ? ", in the colours of the largest of %d classes".formatted(labels.different().size())
        : ", in the colours of their classes";
  }

  private boolean hasOthers() {
    return shown.size() < labels.different().size();
  }

  /** Returns the class of a row as the legend names it. */
  String of(int row) {
    String word = labels.word(row);
    return shown.contains(word) ? name(word) : OTHERS;
  }

  private static String name(String word) {
    return Quotation.of(word);
  }

  /** Returns the names of the legend, in its order. */
  List<String> names() {
    List<String> names = new ArrayList<>(shown.stream().map(Classes::name).toList());
    if (hasOthers()) {
      names.add(OTHERS);
    }
    return names;
  }

  /** Returns a colour for each name. */
  List<String> colours() {
    List<String> colours = new ArrayList<>(Colour.classes().subList(0, shown.size()));
    if (hasOthers()) {
      colours.add(Colour.FAINT.literal());
    }
    return colours;
  }
}
