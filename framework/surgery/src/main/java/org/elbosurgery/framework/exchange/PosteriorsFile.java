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
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@code .npz} file of posteriors: {@code mean} and {@code log_var}, the means and natural
 * logarithms of the variances of q(z|x_n), {@code [N, d]}; and {@code indices}, the number of each
 * row's data point, {@code [N]}, which is not needed for reading.
 */
public final class PosteriorsFile {

  private static final String MEAN = "mean";
  private static final String LOG_VARIANCE = "log_var";

  /** Memory per data point: places, constants and keys, or the four terms and their copies. */
  private static final long BYTES_OF_POINT = 72;

  private PosteriorsFile() {}

  /**
   * Writes posteriors atomically: means and log-variances as float32 or float64, in the precision
   * of the posteriors, and indices as int64.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be written
   */
  public static void write(Path file, Posteriors posteriors) {
    AtomicFile.write(file, content(posteriors));
  }

  /** Returns the content of a file with posteriors, in the types that {@link #write} uses. */
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
   * Reads posteriors, floating-point or integer, in double precision unless single precision
   * represents their types exactly; other arrays in the file are ignored.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read, an array is missing,
   *     the shapes differ or are not {@code [N, d]}, or a value is not finite
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
   * Returns the peak memory of a surgery: that of copying the posteriors, or that of the
   * posteriors, their components in single precision (two numbers per value, and one more while
   * they are sorted) and the values per data point.
   */
  static long surgeryBytes(long n, long d, long bytesOfValue) {
    long copying = 4 * bytesOfValue * d;
    long components = (2 * bytesOfValue + 3 * Float.BYTES) * d;
    return n * (Math.max(copying, components) + BYTES_OF_POINT);
  }

  /**
   * Returns advice for log-variances that only need broadcasting: one variance for all, or one for
   * each dimension.
   */
  private static String advice(NpyArray mean) {
    return mean.rank() == 2
        ? ": in NumPy, %2$s = numpy.broadcast_to(%2$s, %1$s.shape)".formatted(MEAN, LOG_VARIANCE)
        : "";
  }
}
