package org.elbosurgery.framework.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.NpyArray;
import us.hebi.matlab.mat.format.Mat5;
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

  private static <T> T with(Path path, Function<Map<String, Matrix>, T> use) {
    return LibraryReader.read(
        path,
        "a MATLAB file",
        () -> {
          try (MatFile file = Mat5.readFromFile(path.toFile())) {
            return use.apply(matrices(file));
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
