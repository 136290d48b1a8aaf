package org.elbosurgery.framework.data;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.FixedPoint;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.npy.NpyArray;

/**
 * Reads the numeric arrays at the root of an HDF5 file: those of Keras and h5py, of MATLAB since
 * 7.3, whose axes are stored in reverse, and {@code X} of AnnData ({@code .h5ad}), dense or sparse.
 */
final class HdfArrays {

  private static final String ENCODING = "encoding-type";
  private static final String MATLAB = "MATLAB_class";
  private static final String ANNDATA = "X";

  private HdfArrays() {}

  /**
   * Returns the names of all arrays.
   *
   * @throws ElboException USER if the file cannot be read
   */
  static Set<String> names(Path path) {
    return with(
        path,
        file -> {
          Set<String> names = new LinkedHashSet<>();
          for (Node node : file) {
            if (isNumeric(node) || isSparse(node)) {
              names.add(node.getName());
            }
          }
          return names;
        });
  }

  /**
   * Reads some arrays.
   *
   * @param wanted those to read, if they are there
   * @throws ElboException USER if the file cannot be read, or an array does not fit into memory
   */
  static Map<String, NpyArray> read(Path path, Set<String> wanted) {
    return with(
        path,
        file -> {
          Map<String, NpyArray> arrays = new LinkedHashMap<>();
          for (Node node : file) {
            if (wanted.contains(node.getName()) && isNumeric(node)) {
              arrays.put(node.getName(), dense(path, (Dataset) node));
            } else if (wanted.contains(node.getName()) && isSparse(node)) {
              arrays.put(node.getName(), sparse(path, (Group) node));
            }
          }
          return arrays;
        });
  }

  /**
   * Reads something of a file.
   *
   * @throws ElboException USER if it cannot be read
   */
  static <T> T with(Path path, Function<HdfFile, T> use) {
    return LibraryReader.read(
        path,
        "HDF5",
        () -> {
          try (HdfFile file = new HdfFile(path)) {
            requireWhole(path, file);
            return use.apply(file);
          }
        });
  }

  private static void requireWhole(Path path, HdfFile file) {
    long end = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    long size = RegularFile.size(path);
    if (size < end) {
      throw ElboException.user(
          "%s is cut off: it has %d bytes of %d; copy it again".formatted(path, size, end));
    }
  }

  private static boolean isNumeric(Node node) {
    return node instanceof Dataset dataset
        && !dataset.isCompound()
        && !dataset.isVariableLength()
        && dataset.getJavaType().isPrimitive();
  }

  private static boolean isSparse(Node node) {
    return node instanceof Group && encoding(node).matches("cs[rc]_matrix");
  }

  private static String encoding(Node node) {
    Attribute attribute = node.getAttributes().get(ENCODING);
    return attribute == null ? "" : String.valueOf(attribute.getData());
  }

  private static NpyArray dense(Path path, Dataset dataset) {
    int[] shape = dataset.getDimensions();
    HeapSpace.require(where(path, dataset), Double.BYTES * dataset.getSize());
    NpyArray array = array(dataset, shape);
    return dataset.getAttributes().containsKey(MATLAB) ? array.transposed() : array;
  }

  private static String where(Path path, Node node) {
    return path + ": array " + Quotation.of(node.getName());
  }

  /** Returns a dataset of numbers. */
  static NpyArray array(Dataset dataset, int[] shape) {
    Object values = dataset.getDataFlat();
    if (values instanceof float[] floats) {
      return NpyArray.of(floats, shape);
    }
    if (values instanceof double[] doubles) {
      return NpyArray.of(doubles, shape);
    }
    long[] whole = longs(values);
    return isGrey(dataset) ? NpyArray.ofUnsignedBytes(whole, shape) : NpyArray.of(whole, shape);
  }

  /** Returns whether unsigned bytes may be grey values; the {@code X} of AnnData has counts. */
  private static boolean isGrey(Dataset dataset) {
    boolean isCount =
        dataset.getName().equals(ANNDATA) && !dataset.getAttributes().containsKey(MATLAB);
    return !isCount
        && dataset.getDataType() instanceof FixedPoint type
        && !type.isSigned()
        && type.getSize() == 1;
  }

  /**
   * Returns a sparse matrix with its zeros. Of its rows (or columns) i, the entries {@code
   * indptr[i]} to {@code indptr[i + 1]} of {@code indices} and {@code data} are the columns (or
   * rows) and values that are not zero; values of one place add up.
   */
  private static NpyArray sparse(Path path, Group group) {
    String where = where(path, group);
    boolean byRows = encoding(group).equals("csr_matrix");
    long[] shape = longs(group.getAttributes().get("shape").getData());
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
      throw ElboException.user(where + ": its shape is no matrix: " + Arrays.toString(shape));
    }
    HeapSpace.require(where, Math.multiplyExact(Double.BYTES * shape[0], shape[1]));
    int rows = (int) shape[0];
    int columns = (int) shape[1];
    long[] starts = longs(flat(where, group, "indptr"));
    long[] indices = longs(flat(where, group, "indices"));
    Object data = flat(where, group, "data");
    double[] values = new double[rows * columns];
    for (int i = 0; i < (byRows ? rows : columns); i++) {
      for (int k = Math.toIntExact(starts[i]); k < starts[i + 1]; k++) {
        int j = (int) Objects.checkIndex(indices[k], byRows ? columns : rows);
        values[byRows ? i * columns + j : j * columns + i] += Array.getDouble(data, k);
      }
    }
    return NpyArray.of(values, rows, columns);
  }

  private static Object flat(String where, Group group, String name) {
    Dataset dataset = group.getDatasetByPath(name);
    HeapSpace.require(where + ", " + name, Double.BYTES * dataset.getSize());
    return dataset.getDataFlat();
  }

  private static long[] longs(Object values) {
    return IntStream.range(0, Array.getLength(values))
        .mapToLong(i -> Array.getLong(values, i))
        .toArray();
  }
}
