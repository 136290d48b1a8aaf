package org.elbosurgery.framework.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.apache.commons.lang3.math.NumberUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.WordArray;

/** Makes the classes of rows of what a file has: whole numbers, or text. */
final class LabelWords {

  /** The longest name of a class, in characters. */
  private static final int LONGEST = 200;

  /** The largest number of which a double knows each digit. */
  private static final double LARGEST = 1L << 53;

  private static final String ADVICE = "; classes are whole numbers or text, one for each row";

  private LabelWords() {}

  /**
   * Returns the classes in an array of numbers, {@code [N]}, {@code [N, 1]} or {@code [1, N]}.
   *
   * @param where the file and the array, for messages
   * @throws ElboException USER if it has another shape, or a number that is not whole
   */
  static WordArray of(String where, NpyArray array) {
    boolean flat = array.size() > 0;
    for (int axis = 0; axis < array.rank(); axis++) {
      flat &= array.length(axis) == 1 || array.length(axis) == array.size();
    }
    if (!flat) {
      throw ElboException.user(where + " is " + array + ADVICE);
    }
    return array.type().isFloating()
        ? of(where, array.doubles())
        : words(where, LongStream.of(array.longs()).mapToObj(String::valueOf).toList());
  }

  /**
   * Returns classes by their names. If all are numbers, they must be whole.
   *
   * @throws ElboException USER if they are not, a name is too long, or too many are different
   */
  static WordArray of(String where, List<String> names) {
    return names.stream().allMatch(NumberUtils::isParsable)
        ? of(where, names.stream().mapToDouble(Double::parseDouble).toArray())
        : words(where, names);
  }

  private static WordArray of(String where, double[] numbers) {
    for (int n = 0; n < numbers.length; n++) {
      if (numbers[n] != Math.rint(numbers[n]) || Math.abs(numbers[n]) > LARGEST) {
        throw ElboException.user("%s is %s in row %d%s".formatted(where, numbers[n], n, ADVICE));
      }
    }
    return words(
        where, DoubleStream.of(numbers).mapToObj(number -> String.valueOf((long) number)).toList());
  }

  /** Returns words as they are. */
  private static WordArray words(String where, List<String> words) {
    try {
      return checked(where, WordArray.of(words));
    } catch (IllegalArgumentException e) {
      throw ElboException.user(where + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns classes, unless a name is too long.
   *
   * @throws ElboException USER if it is
   */
  static WordArray checked(String where, WordArray labels) {
    Optional<String> tooLong =
        labels.different().stream().filter(word -> word.length() > LONGEST).findFirst();
    if (tooLong.isPresent()) {
      throw ElboException.user(
          "%s has '%s', which has %d characters; names of classes have at most %d"
              .formatted(where, Quotation.of(tooLong.get()), tooLong.get().length(), LONGEST));
    }
    return labels;
  }
}
