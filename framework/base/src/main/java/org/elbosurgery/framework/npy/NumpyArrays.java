package org.elbosurgery.framework.npy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.file.UntrustedInput;

/** Arrays by name: those of a {@code .npz} file, or of a folder with {@code NAME.npy} for each. */
public final class NumpyArrays {

  private static final String SUFFIX = ".npy";

  private NumpyArrays() {}

  /**
   * Returns the names of all arrays, without reading them.
   *
   * @throws ElboException USER if the file or folder cannot be read
   */
  public static Set<String> names(Path path) {
    if (!Files.isDirectory(path)) {
      return Npz.names(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      Set<String> names = new TreeSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .forEach(name -> names.add(name.substring(0, name.length() - SUFFIX.length())));
      return names;
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    } catch (UncheckedIOException e) { // while it is listed
      throw FileProblem.unreadable(path, e.getCause());
    }
  }

  /**
   * Reads the arrays with the given names, of those that are there.
   *
   * @throws ElboException USER if one cannot be read, is damaged or not supported
   */
  public static Map<String, NpyArray> read(Path path, Set<String> names) {
    if (!Files.isDirectory(path)) {
      return Npz.read(path, names);
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (String name : names(path)) {
      if (names.contains(name)) {
        arrays.put(name, NpyArray.read(file(path, name)));
      }
    }
    return arrays;
  }

  /**
   * Reads a one-dimensional array of text or whole numbers as words.
   *
   * @return the array; empty if there is none with this name
   * @throws ElboException USER if it cannot be read, or is not of text or whole numbers
   */
  public static Optional<WordArray> words(Path path, String name) {
    if (!Files.isDirectory(path)) {
      return Npz.words(path, name);
    }
    if (!names(path).contains(name)) {
      return Optional.empty();
    }
    return Optional.of(WordArray.read(file(path, name)));
  }

  /**
   * Returns an array that stays where it is and is read in pieces.
   *
   * @return empty if it has to be read into memory: it is compressed, or not row by row, or there
   *     is none
   * @throws ElboException USER if it cannot be read, is damaged or not supported
   */
  public static Optional<StoredArray> stored(Path path, String name) {
    if (!Files.isDirectory(path)) {
      return Npz.stored(path, name);
    }
    Path file = file(path, name);
    try (UntrustedInput in = UntrustedInput.open(file)) {
      long size = in.remaining();
      NpyHeader header = NpyReader.readHeader(in);
      return Optional.of(header)
          .filter(read -> read.bytes() == in.remaining() && read.isRowByRow())
          .map(read -> new StoredArray(file, read, size - in.remaining()));
    }
  }

  /**
   * Returns the size of the file, or of the files of all arrays, in bytes.
   *
   * @throws ElboException USER if it cannot be read
   */
  public static long bytes(Path path) {
    return Files.isDirectory(path)
        ? files(path).stream().mapToLong(RegularFile::size).sum()
        : RegularFile.size(path);
  }

  /**
   * Returns the files of all arrays of a folder, in the order of their names.
   *
   * @throws ElboException USER if the folder cannot be read
   */
  public static List<Path> files(Path folder) {
    return names(folder).stream().map(name -> file(folder, name)).toList();
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(name + SUFFIX);
  }
}
