package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Codes as a {@code .npz} file: {@code mean} and {@code log_var}, the means and natural logarithms
 * of the variances of q(z|x_n), {@code [N, d]}; and {@code indices}, the number of each row's data
 * point, {@code [N]}, which reading does not need.
 */
public final class PosteriorsFile {

  private static final String MEAN = "mean";
  private static final String LOG_VARIANCE = "log_var";

  /** Places, constants and keys, or the four terms and their copies. */
  private static final long BYTES_OF_POINT = 72;

  private PosteriorsFile() {}

  /**
   * Writes codes, each array float32 or float64 as the codes are, and int64, atomically.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be written
   */
  public static void write(Path file, Posteriors posteriors) {
    AtomicFile.write(file, content(posteriors));
  }

  /** Returns codes as the content of a file, float32 and int64. */
  public static Content content(Posteriors posteriors) {
    int n = posteriors.size();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(MEAN, array(posteriors.means()));
    arrays.put(LOG_VARIANCE, array(posteriors.logVariances()));
    arrays.put("indices", NpyArray.of(LongStream.range(0, n).toArray(), n));
    return Npz.content(arrays);
  }

  private static NpyArray array(INDArray matrix) {
    int[] shape = {matrix.rows(), matrix.columns()};
    return matrix.dataType() == DataType.DOUBLE
        ? NpyArray.of(matrix.data().asDouble(), shape)
        : NpyArray.of(matrix.data().asFloat(), shape);
  }

  /**
   * Reads codes, floating or whole numbers, in double precision unless single precision has them
   * all; other arrays in the file do not matter.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read, an array
   *     is missing, the shapes differ or are not {@code [N, d]}, or a value is not finite
   */
  public static Posteriors read(Path file) {
    NamedArrays arrays = NamedArrays.read(file, MEAN, LOG_VARIANCE);
    int[] shape = shape(arrays);
    boolean single =
        arrays.get(MEAN).type().fitsSinglePrecision()
            && arrays.get(LOG_VARIANCE).type().fitsSinglePrecision();
    HeapSpace.requireWork(
        "the surgery of %d codes of %d dimensions in %s".formatted(shape[0], shape[1], file),
        surgeryBytes(shape[0], shape[1], single ? Float.BYTES : Double.BYTES));
    try {
      return single
          ? new Posteriors(
              shape[0], shape[1], arrays.take(MEAN).floats(), arrays.take(LOG_VARIANCE).floats())
          : new Posteriors(
              shape[0], shape[1], arrays.take(MEAN).doubles(), arrays.take(LOG_VARIANCE).doubles());
    } catch (IllegalArgumentException e) {
      throw arrays.values(e);
    }
  }

  private static int[] shape(NamedArrays arrays) {
    NpyArray mean = arrays.get(MEAN);
    if (mean.rank() != 2 || !Arrays.equals(mean.shape(), arrays.get(LOG_VARIANCE).shape())) {
      throw arrays.shapes("both [N, d] with the same N and d" + advice(mean), MEAN, LOG_VARIANCE);
    }
    return mean.shape();
  }

  /**
   * Returns what a surgery takes at its height: while the codes are copied, or with the codes,
   * their components in single precision (two numbers a value, and one more while they are put in
   * order) and what is known of each point.
   */
  static long surgeryBytes(long n, long d, long bytesOfValue) {
    long copying = 4 * bytesOfValue * d;
    long components = (2 * bytesOfValue + 3 * Float.BYTES) * d;
    return n * (Math.max(copying, components) + BYTES_OF_POINT);
  }

  /** One variance for all, or for each dimension, is a matter of broadcasting. */
  private static String advice(NpyArray mean) {
    return mean.rank() == 2
        ? ": in NumPy, %2$s = numpy.broadcast_to(%2$s, %1$s.shape)".formatted(MEAN, LOG_VARIANCE)
        : "";
  }
}
