package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;

/**
 * The names that an array of a user's file may have: ours, and what the same is often called.
 *
 * @param names ours first
 */
record ArrayNames(List<String> names) {

  static final ArrayNames MEAN = new ArrayNames(List.of("mean", "mu"));
  static final ArrayNames LOG_VARIANCE = new ArrayNames(List.of("log_var", "logvar"));

  /** Returns the same names with a prefix. */
  ArrayNames with(String prefix) {
    return new ArrayNames(names.stream().map(prefix::concat).toList());
  }

  /** Returns whether a file has the array under any of these names. */
  boolean isIn(Set<String> there) {
    return names.stream().anyMatch(there::contains);
  }

  /**
   * Returns the name that a file has.
   *
   * @param there the names of all arrays in the file
   * @throws ElboException USER if it has none of these, or several
   */
  String in(Path file, Set<String> there) {
    List<String> found = names.stream().filter(there::contains).toList();
    if (found.isEmpty()) {
      throw ElboException.user(
          "%s has no array %s; it has %s"
              .formatted(
                  file,
                  String.join(" or ", names),
                  there.isEmpty() ? "none" : Quotation.of(String.join(", ", there))));
    }
    if (found.size() > 1) {
      throw ElboException.user(
          "%s has both %s, which are names of the same array; keep one of them"
              .formatted(file, String.join(" and ", found)));
    }
    return found.get(0);
  }
}
