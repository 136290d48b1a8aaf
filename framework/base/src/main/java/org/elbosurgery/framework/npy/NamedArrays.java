package org.elbosurgery.framework.npy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.problem.Problems;

/**
 * The arrays of a {@code .npz} file by name, for readers that know which arrays and shapes are
 * required. A user's file is read by {@link #read(Path, String...)}, which reports all missing
 * arrays at once. In a file written by the program itself, any deviation is damage; its reader
 * turns the {@link IllegalArgumentException} for the first wrong array into its own message.
 */
public final class NamedArrays {

  /** Stands for any length of an axis. */
  public static final int ANY = -1;

  private final Path file;
  private final Map<String, NpyArray> arrays;

  private NamedArrays(Path file, Map<String, NpyArray> arrays) {
    this.file = file;
    this.arrays = new LinkedHashMap<>(arrays);
  }

  /**
   * Reads all arrays of a file.
   *
   * @throws ElboException USER if the file or an array cannot be read
   */
  public static NamedArrays read(Path file) {
    return new NamedArrays(file, Npz.read(file));
  }

  /**
   * Reads some arrays of a file and ignores others.
   *
   * @param required the arrays that must be there, numeric and not empty
   * @throws ElboException USER if one is missing, not numeric or empty, with all such problems; or
   *     if the file or one of these arrays cannot be read
   */
  public static NamedArrays read(Path file, String... required) {
    NamedArrays named = new NamedArrays(file, NumpyArrays.read(file, Set.of(required)));
    Problems problems = Problems.user();
    for (String name : required) {
      problems.check(() -> named.require(name));
    }
    problems.requireNone();
    return named;
  }

  private void require(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      Set<String> there = NumpyArrays.names(file);
      throw ElboException.user(
          file
              + " has no array "
              + name
              + "; it has "
              + (there.isEmpty() ? "none" : Quotation.of(String.join(", ", there))));
    }
    if (array.type() == DType.BOOL) {
      throw ElboException.user(file + ": " + name + " is " + array + ", not numbers");
    }
    if (array.size() == 0) {
      throw ElboException.user(file + ": " + name + " is empty, " + array);
    }
  }

  /** Returns whether there is an array with this name. */
  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /**
   * Returns an array.
   *
   * @throws IllegalArgumentException if there is no array with this name
   */
  public NpyArray get(String name) {
    return present(name, arrays.get(name));
  }

  /**
   * Returns an array and forgets it, so that its memory can be freed after use.
   *
   * @throws IllegalArgumentException if there is no array with this name
   */
  public NpyArray take(String name) {
    return present(name, arrays.remove(name));
  }

  private static NpyArray present(String name, NpyArray array) {
    if (array == null) {
      throw new IllegalArgumentException("it has no array " + name);
    }
    return array;
  }

  /**
   * Returns the elements of an array, row by row; an integer beyond 2^53 is rounded.
   *
   * @param lengths of its axes, {@link #ANY} for any length; none for a single number
   * @throws IllegalArgumentException if there is no array with this name, or it has another shape
   */
  public double[] doubles(String name, int... lengths) {
    return shaped(name, lengths).doubles();
  }

  /**
   * Returns the elements of an integer array, row by row.
   *
   * @param lengths of its axes; see {@link #doubles}
   * @throws IllegalArgumentException if there is no array with this name, or it has another shape
   *     or a floating-point type
   */
  public long[] longs(String name, int... lengths) {
    NpyArray array = shaped(name, lengths);
    if (array.type().isFloating()) {
      throw new IllegalArgumentException(name + " is " + array + ", not whole numbers");
    }
    return array.longs();
  }

  /**
   * Returns the elements of an array of counts, row by row.
   *
   * @param lengths of its axes; see {@link #doubles}
   * @throws IllegalArgumentException if there is no array with this name, it has another shape or a
   *     floating-point type, or an element is negative or above 2^31 - 1
   */
  public int[] counts(String name, int... lengths) {
    long[] values = longs(name, lengths);
    for (long value : values) {
      if (value < 0 || value > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(name + " has " + value + ", which is no count");
      }
    }
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  private NpyArray shaped(String name, int... lengths) {
    NpyArray array = get(name);
    boolean fits =
        array.rank() == lengths.length
            && IntStream.range(0, lengths.length)
                .allMatch(axis -> lengths[axis] == ANY || lengths[axis] == array.length(axis));
    if (!fits) {
      throw new IllegalArgumentException(
          name
              + " is "
              + array
              + ", not of the shape "
              + Arrays.stream(lengths)
                  .mapToObj(length -> length == ANY ? "any" : String.valueOf(length))
                  .collect(Collectors.joining(", ", "[", "]")));
    }
    return array;
  }

  /** Returns the arrays whose names begin with a prefix, by the rest of their names. */
  public Map<String, NpyArray> withPrefix(String prefix) {
    Map<String, NpyArray> found = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), array);
          }
        });
    return found;
  }

  /** Returns an exception that shows the actual shapes of the arrays with the given names. */
  public ElboException shapes(String expected, String... names) {
    List<String> given = Arrays.stream(names).map(name -> name + " is " + get(name)).toList();
    return ElboException.user(file + ": " + String.join(", ", given) + "; expected " + expected);
  }

  /** Returns an exception for a problem that another class found in the values. */
  public ElboException values(IllegalArgumentException cause) {
    return ElboException.user(file + ": " + cause.getMessage(), cause);
  }
}
