package org.elbosurgery.framework.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.WordArray;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

/** Reads the numeric arrays of a MATLAB file up to version 7.2. */
final class MatlabArrays {

  private MatlabArrays() {}

  /**
   * Returns the names of all arrays.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read
   */
  static Set<String> names(Path path) {
    return with(path, matrices -> new LinkedHashSet<>(matrices.keySet()));
  }

  /**
   * Reads some arrays.
   *
   * @param wanted those to read, if they are there
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read, or an array does not
   *     fit into memory
   */
  static Map<String, NpyArray> read(Path path, Set<String> wanted) {
    return with(
        path,
        matrices -> {
          Map<String, NpyArray> arrays = new LinkedHashMap<>();
          matrices.forEach(
              (name, matrix) -> {
                if (wanted.contains(name)) {
                  arrays.put(name, array(path + ": array " + Quotation.of(name), matrix));
                }
              });
          return arrays;
        });
  }

  /**
   * Returns the names of everything that is there, also of what is no array of numbers.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read
   */
  static Set<String> all(Path path) {
    return withFile(
        path,
        file -> {
          Set<String> names = new LinkedHashSet<>();
          file.getEntries().forEach(entry -> names.add(entry.getName()));
          return names;
        });
  }

  /**
   * Reads classes of rows: a vector of whole numbers, or a cell array of words.
   *
   * @return the classes; empty if the file has nothing of this name
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read, or it has neither
   */
  static Optional<WordArray> words(Path path, String name) {
    String where = path + ": " + Quotation.of(name);
    return withFile(
        path,
        file -> {
          for (MatFile.Entry entry : file.getEntries()) {
            if (entry.getName().equals(name) && entry.getValue() instanceof Cell cell) {
              return Optional.of(LabelWords.of(where, texts(cell)));
            }
          }
          return Optional.ofNullable(matrices(file).get(name))
              .map(matrix -> LabelWords.of(where, array(where, matrix)));
        });
  }

  private static List<String> texts(Cell cell) {
    return IntStream.range(0, cell.getNumElements())
        .mapToObj(n -> cell.getChar(n).getString())
        .toList();
  }

  private static <T> T with(Path path, Function<Map<String, Matrix>, T> use) {
    return withFile(path, file -> use.apply(matrices(file)));
  }

  private static <T> T withFile(Path path, Function<MatFile, T> use) {
    return LibraryReader.read(
        path,
        "a MATLAB file",
        () -> {
          try (MatFile file = Mat5.readFromFile(path.toFile())) {
            return use.apply(file);
          }
        });
  }

  private static Map<String, Matrix> matrices(MatFile file) {
    Map<String, Matrix> matrices = new LinkedHashMap<>();
    for (MatFile.Entry entry : file.getEntries()) {
      if (entry.getValue() instanceof Matrix matrix && !matrix.isComplex()) {
        matrices.put(entry.getName(), matrix);
      }
    }
    return matrices;
  }

  /** Returns a matrix, whose elements are stored column by column. */
  private static NpyArray array(String where, Matrix matrix) {
    int size = matrix.getNumElements();
    HeapSpace.require(where, (long) Double.BYTES * size);
    int[] columnsFirst = matrix.getDimensions().clone();
    ArrayUtils.reverse(columnsFirst);
    NpyArray stored =
        matrix.getType() == MatlabType.UInt8
            ? NpyArray.ofUnsignedBytes(
                IntStream.range(0, size).mapToLong(matrix::getLong).toArray(), columnsFirst)
            : NpyArray.of(
                IntStream.range(0, size).mapToDouble(matrix::getDouble).toArray(), columnsFirst);
    return stored.transposed();
  }
}
