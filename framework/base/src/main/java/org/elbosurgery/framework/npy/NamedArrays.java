package org.elbosurgery.framework.npy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;

/**
 * The arrays of a {@code .npz} file by their names, for a reader who knows which have to be there
 * and of which shapes. A file of the user's is read by {@link #read(Path, String...)}, which says
 * everything that is missing at once; in one that the program wrote itself, any other content is
 * damage, so its reader turns the {@link IllegalArgumentException} of the first array that is not
 * as it was written into a message of its own.
 */
public final class NamedArrays {

  /** Any length of an axis. */
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
   * Reads some arrays of a file; what else it holds does not matter.
   *
   * @param required the arrays that have to be there, of numbers and not empty
   * @throws ElboException USER, with all problems, if one is not; or if the file or one of these
   *     arrays cannot be read
   */
  public static NamedArrays read(Path file, String... required) {
    NamedArrays named = new NamedArrays(file, Npz.read(file, Set.of(required)));
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

  /** Returns whether there is an array of this name. */
  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /**
   * Returns an array.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public NpyArray get(String name) {
    return present(name, arrays.get(name));
  }

  /**
   * Returns an array and keeps it no longer, so that its memory is free when it has been used.
   *
   * @throws IllegalArgumentException if there is none of this name
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
   * @param lengths of its axes, {@link #ANY} where it may be any; none for a single number
   * @throws IllegalArgumentException if there is no array of this name, or it has another shape
   */
  public double[] doubles(String name, int... lengths) {
    return shaped(name, lengths).doubles();
  }

  /**
   * Returns the elements of an array of whole numbers, row by row.
   *
   * @param lengths of its axes; see {@link #doubles}
   * @throws IllegalArgumentException if there is no array of this name, it has another shape, or is
   *     of a floating type
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
   * @throws IllegalArgumentException if there is no array of this name, it has another shape, is of
   *     a floating type, or one element is negative or above 2^31 - 1
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

  /** Returns a problem that shows the arrays of the given names as they are. */
  public ElboException shapes(String expected, String... names) {
    List<String> given = Arrays.stream(names).map(name -> name + " is " + get(name)).toList();
    return ElboException.user(file + ": " + String.join(", ", given) + "; expected " + expected);
  }

  /** Returns a problem that another class found in the values. */
  public ElboException values(IllegalArgumentException cause) {
    return ElboException.user(file + ": " + cause.getMessage(), cause);
  }
}
