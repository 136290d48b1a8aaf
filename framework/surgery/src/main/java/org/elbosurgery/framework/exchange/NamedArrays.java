package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.DType;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/** The required arrays of a {@code .npz} file, which may contain others as well. */
final class NamedArrays {

  private final Path file;
  private final Map<String, NpyArray> arrays;

  private NamedArrays(Path file, Map<String, NpyArray> arrays) {
    this.file = file;
    this.arrays = arrays;
  }

  /**
   * Reads a file.
   *
   * @param required the arrays that must be there, numeric and not empty
   * @throws ElboException USER if one is missing, not numeric or empty, with all such problems; or
   *     if the file or one of these arrays cannot be read
   */
  static NamedArrays read(Path file, String... required) {
    NamedArrays named = new NamedArrays(file, new HashMap<>(Npz.read(file, Set.of(required))));
    List<String> problems = new ArrayList<>();
    for (String name : required) {
      named.require(name, problems);
    }
    if (!problems.isEmpty()) {
      throw ElboException.user(problems);
    }
    return named;
  }

  private void require(String name, List<String> problems) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      Set<String> there = Npz.names(file);
      problems.add(
          file
              + " has no array "
              + name
              + "; it has "
              + (there.isEmpty() ? "none" : Quotation.of(String.join(", ", there))));
    } else if (array.type() == DType.BOOL) {
      problems.add(file + ": " + name + " is " + array + ", not numbers");
    } else if (array.size() == 0) {
      problems.add(file + ": " + name + " is empty, " + array);
    }
  }

  NpyArray get(String name) {
    return arrays.get(name);
  }

  /** Returns an array and forgets it, so that its memory can be freed after use. */
  NpyArray take(String name) {
    return arrays.remove(name);
  }

  /** Returns an exception that shows the actual shapes of the arrays with the given names. */
  ElboException shapes(String expected, String... names) {
    List<String> given = Arrays.stream(names).map(name -> name + " is " + get(name)).toList();
    return ElboException.user(file + ": " + String.join(", ", given) + "; expected " + expected);
  }

  /** Returns an exception for a problem that another class found in the values. */
  ElboException values(IllegalArgumentException cause) {
    return ElboException.user(file + ": " + cause.getMessage(), cause);
  }
}
