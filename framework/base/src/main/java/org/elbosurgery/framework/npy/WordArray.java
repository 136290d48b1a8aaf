package org.elbosurgery.framework.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.elbosurgery.framework.file.UntrustedInput;

/**
 * A one-dimensional array of words, such as the class of each row, of which few are different.
 * Immutable. As {@link NpyContent} it is int64 if all words are whole numbers, otherwise text.
 */
public final class WordArray implements NpyContent {

  /** The largest number of different words, which is far above that of any classes. */
  static final int MAX_DIFFERENT = 10_000;

  /** The largest number of which a double knows each digit. */
  private static final double LARGEST = 1L << 53;

  private static final String EXPECTED = "expected whole numbers or text [N]";

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
   * Returns whole numbers as words.
   *
   * @param numbers of any type, {@code [N]}, {@code [N, 1]} or {@code [1, N]}
   * @throws IllegalArgumentException if it has another shape, a number is not whole, or too many
   *     are different
   */
  public static WordArray of(NpyArray numbers) {
    int size = numbers.size();
    if (IntStream.of(numbers.shape()).anyMatch(length -> length != 1 && length != size)) {
      throw new IllegalArgumentException(
          "it is %s; %s%s"
              .formatted(
                  numbers, EXPECTED, numbers.rank() == 2 ? ": in NumPy, array.argmax(1)" : ""));
    }
    long[] whole = numbers.type().isFloating() ? whole(numbers.doubles()) : numbers.longs();
    Collector words = new Collector(size);
    LongStream.of(whole).mapToObj(String::valueOf).forEach(words::add);
    return words.array();
  }

  private static long[] whole(double[] numbers) {
    for (int n = 0; n < numbers.length; n++) {
      if (numbers[n] != Math.rint(numbers[n]) || Math.abs(numbers[n]) > LARGEST) {
        throw new IllegalArgumentException(
            "it is %s in row %d; %s".formatted(numbers[n], n, EXPECTED));
      }
    }
    return DoubleStream.of(numbers).mapToLong(number -> (long) number).toArray();
  }

  /**
   * Reads a {@code .npy} file of whole numbers or text, {@code [N]}.
   *
   * @throws org.elbosurgery.api.ElboException USER if it cannot be read or is anything else
   */
  public static WordArray read(Path file) {
    try (UntrustedInput in = UntrustedInput.open(file)) {
      return NpyReader.readWords(in);
    }
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

  /** Returns the place of an element among the {@link #different} words. */
  public int place(int n) {
    return numbers[n];
  }

  /** Returns how many elements each of the {@link #different} words has. */
  public int[] sizes() {
    int[] sizes = new int[different.size()];
    IntStream.of(numbers).forEach(place -> sizes[place]++);
    return sizes;
  }

  /**
   * Returns the first elements.
   *
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public WordArray first(int n) {
    return rows(IntStream.range(0, n).toArray());
  }

  /**
   * Returns some elements.
   *
   * @throws IndexOutOfBoundsException if there are no such
   */
  public WordArray rows(int... rows) {
    return of(IntStream.of(rows).mapToObj(this::word).toList());
  }

  @Override
  public long contentLength() {
    return content().contentLength();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    content().writeTo(out);
  }

  private NpyContent content() {
    return different.stream().allMatch(WordArray::isWritten)
        ? NpyArray.of(
            IntStream.range(0, size()).mapToLong(n -> Long.parseLong(word(n))).toArray(), size())
        : new NpyText(this);
  }

  /** Returns whether a word is a whole number as it is written, without leading zeros. */
  private static boolean isWritten(String word) {
    return isNumber(word) && String.valueOf(Long.parseLong(word)).equals(word);
  }

  private static boolean isNumber(String word) {
    return word.matches("-?[0-9]{1,18}");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WordArray that
        && different.equals(that.different)
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(different, Arrays.hashCode(numbers));
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
  }
}
