package org.elbosurgery.framework.codes;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.elbosurgery.api.Codes;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

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
   * Writes codes, float32 and int64, atomically.
   *
   * @throws org.elbosurgery.api.ElboException a user's mistake if the file cannot be written
   */
  public static void write(Path file, Codes codes) {
    int n = codes.size();
    int d = codes.dimensions();
    float[] mean = new float[n * d];
    float[] logVariance = new float[n * d];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = codes.mean(i / d, i % d);
      logVariance[i] = codes.logVariance(i / d, i % d);
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(MEAN, NpyArray.of(mean, n, d));
    arrays.put(LOG_VARIANCE, NpyArray.of(logVariance, n, d));
    arrays.put("indices", NpyArray.of(LongStream.range(0, n).toArray(), n));
    Npz.write(file, arrays);
  }

  /**
   * Reads codes, floating or whole numbers; other arrays in the file do not matter.
   *
   * @throws org.elbosurgery.api.ElboException a user's mistake if the file cannot be read, an array
   *     is missing, the shapes differ or are not {@code [N, d]}, or a value is not finite in single
   *     precision
   */
  public static Codes read(Path file) {
    NamedArrays arrays = NamedArrays.read(file, MEAN, LOG_VARIANCE);
    NpyArray mean = arrays.get(MEAN);
    NpyArray logVariance = arrays.get(LOG_VARIANCE);
    if (mean.rank() != 2 || !Arrays.equals(mean.shape(), logVariance.shape())) {
      throw arrays.shapes("both [N, d] with the same N and d" + advice(mean), MEAN, LOG_VARIANCE);
    }
    try {
      return new Codes(mean.length(0), mean.length(1), mean.floats(), logVariance.floats());
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
