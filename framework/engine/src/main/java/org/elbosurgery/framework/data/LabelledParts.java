package org.elbosurgery.framework.data;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.elbosurgery.framework.npy.WordArray;

/**
 * The parts of a file of rows that may be labels of these: its arrays, or its columns.
 *
 * @param names of the parts, for messages
 * @param reader reads the part of a name; empty if there is none
 */
record LabelledParts(
    Supplier<? extends Collection<String>> names, Function<String, Optional<WordArray>> reader) {

  /** Of a file that has nothing but rows. */
  static final LabelledParts NONE = new LabelledParts(List::of, name -> Optional.empty());

  /**
   * Reads the labels that the file has under a name.
   *
   * @throws org.elbosurgery.api.ElboException USER if they are neither whole numbers nor text
   */
  Optional<WordArray> read(String name) {
    return reader.apply(name).map(words -> LabelWords.checked(name, words));
  }
}
