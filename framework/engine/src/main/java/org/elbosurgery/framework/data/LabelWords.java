package org.elbosurgery.framework.data;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.lang3.math.NumberUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.WordArray;

/** Makes the classes of rows of what a file has: whole numbers, or text. */
final class LabelWords {

  /** The longest name of a class, in characters. */
  private static final int LONGEST = 200;

  private LabelWords() {}

  /**
   * Returns the classes in an array of numbers, {@code [N]}, {@code [N, 1]} or {@code [1, N]}.
   *
   * @param where the file and the array, for messages
   * @throws ElboException USER if it has another shape, or a number that is not whole
   */
  static WordArray of(String where, NpyArray array) {
    return words(where, () -> WordArray.of(array));
  }

  /**
   * Returns classes by their names. If all are numbers, they must be whole.
   *
   * @throws ElboException USER if they are not, a name is too long, or too many are different
   */
  static WordArray of(String where, List<String> names) {
    return names.stream().allMatch(NumberUtils::isParsable)
        ? of(
            where,
            NpyArray.of(names.stream().mapToDouble(Double::parseDouble).toArray(), names.size()))
        : words(where, () -> WordArray.of(names));
  }

  private static WordArray words(String where, Supplier<WordArray> words) {
    try {
      return checked(where, words.get());
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
