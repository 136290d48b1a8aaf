package org.elbosurgery.framework.npy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A one-dimensional array of words, such as the class of each row, of which few are different.
 * Immutable.
 */
public final class WordArray {

  /** The largest number of different words, which is far above that of any classes. */
  static final int MAX_DIFFERENT = 10_000;

  private final List<String> different;
  private final int[] numbers;

  private WordArray(List<String> different, int[] numbers) {
    this.different = List.copyOf(different);
    this.numbers = numbers;
  }

  /** Returns an array of some words. */
  public static WordArray of(List<String> words) {
    Collector collector = new Collector(words.size());
    words.forEach(collector::add);
    return collector.array();
  }

  /**
   * Returns the elements of several arrays, one array after the other.
   *
   * @throws IllegalArgumentException if there are too many different words
   */
  public static WordArray joined(List<WordArray> arrays) {
    Collector collector = new Collector(arrays.stream().mapToInt(WordArray::size).sum());
    for (WordArray array : arrays) {
      for (int n = 0; n < array.size(); n++) {
        collector.add(array.word(n));
      }
    }
    return collector.array();
  }

  /** Returns the number of elements. */
  public int size() {
    return numbers.length;
  }

  /** Returns the different words: whole numbers by size, before text by its characters. */
  public List<String> different() {
    return different;
  }

  /** Returns an element. */
  public String word(int n) {
    return different.get(numbers[n]);
  }

  /** Collects words one by one. */
  static final class Collector {

    private final Map<String, Integer> known = new HashMap<>();
    private final int[] numbers;
    private int added;

    Collector(int size) {
      numbers = new int[size];
    }

    /**
     * Adds the next word.
     *
     * @throws IllegalArgumentException if there are too many different words
     */
    void add(String word) {
      numbers[added++] = known.computeIfAbsent(word, next -> known.size());
      if (known.size() > MAX_DIFFERENT) {
        throw new IllegalArgumentException(
            "it has more than " + MAX_DIFFERENT + " different values; give the class of each row");
      }
    }

    WordArray array() {
      List<String> sorted = new ArrayList<>(known.keySet());
      sorted.sort(
          Comparator.comparing((String word) -> !isNumber(word))
              .thenComparingLong(word -> isNumber(word) ? Long.parseLong(word) : 0)
              .thenComparing(Comparator.naturalOrder()));
      int[] place = new int[sorted.size()];
      for (int i = 0; i < place.length; i++) {
        place[known.get(sorted.get(i))] = i;
      }
      return new WordArray(sorted, IntStream.of(numbers).map(number -> place[number]).toArray());
    }

    private static boolean isNumber(String word) {
      return word.matches("-?[0-9]{1,18}");
    }
  }
}
