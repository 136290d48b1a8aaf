package org.elbosurgery.framework.codes;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.elbosurgery.api.Codes;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Codes as a {@code .npz} file: {@code mean} and {@code log_var}, the means and natural logarithms
 * of the variances of q(z|x_n), {@code [N, d]}; and {@code indices}, the number of each row's data
 * point, {@code [N]}, which reading does not need.
 */
public final class CodesFile {

  private static final String MEAN = "mean";
  private static final String LOG_VARIANCE = "log_var";

  private CodesFile() {}

  /**
   * Writes codes, each array float32 or float64 as the codes are, and int64, atomically.
   *
   * @throws org.elbosurgery.api.ElboException a user's mistake if the file cannot be written
   */
  public static void write(Path file, Codes codes) {
    int n = codes.size();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(MEAN, array(codes.means()));
    arrays.put(LOG_VARIANCE, array(codes.logVariances()));
    arrays.put("indices", NpyArray.of(LongStream.range(0, n).toArray(), n));
    Npz.write(file, arrays);
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
   * @throws org.elbosurgery.api.ElboException a user's mistake if the file cannot be read, an array
   *     is missing, the shapes differ or are not {@code [N, d]}, or a value is not finite
   */
  public static Codes read(Path file) {
    NamedArrays arrays = NamedArrays.read(file, MEAN, LOG_VARIANCE);
    NpyArray mean = arrays.get(MEAN);
    NpyArray logVariance = arrays.get(LOG_VARIANCE);
    if (mean.rank() != 2 || !Arrays.equals(mean.shape(), logVariance.shape())) {
      throw arrays.shapes("both [N, d] with the same N and d" + advice(mean), MEAN, LOG_VARIANCE);
    }
    int n = mean.length(0);
    int d = mean.length(1);
    try {
      return mean.type().fitsSinglePrecision() && logVariance.type().fitsSinglePrecision()
          ? new Codes(n, d, mean.floats(), logVariance.floats())
          : new Codes(n, d, mean.doubles(), logVariance.doubles());
    } catch (IllegalArgumentException e) {
      throw arrays.values(e);
    }
  }

  /** One variance for all, or for each dimension, is a matter of broadcasting. */
  private static String advice(NpyArray mean) {
    return mean.rank() == 2
        ? ": in NumPy, %2$s = numpy.broadcast_to(%2$s, %1$s.shape)".formatted(MEAN, LOG_VARIANCE)
        : "";
  }
}
