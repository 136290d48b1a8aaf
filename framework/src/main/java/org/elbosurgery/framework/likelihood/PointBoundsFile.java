package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/**
 * The bounds of data points as a {@code .npz} file: {@code samples}, {@code [C]}; {@code bounds}
 * and {@code sampling_variances}, {@code [N, C]}; {@code effective_sample_sizes}, {@code [N]};
 * {@code indices}, the number of each row in its split, {@code [N]}; and {@code split}, 0 for
 * training rows and 1 for test rows.
 */
final class PointBoundsFile {

  private static final String SPLIT = "split";
  private static final String SAMPLES = "samples";
  private static final String BOUNDS = "bounds";
  private static final String SAMPLING_VARIANCES = "sampling_variances";
  private static final String EFFECTIVE_SAMPLE_SIZES = "effective_sample_sizes";

  private PointBoundsFile() {}

  /** What a file holds. */
  record Stored(Split split, PointBounds points) {}

  /**
   * Writes bounds, float64 and int64, atomically.
   *
   * @throws ElboException USER if the file cannot be written
   */
  static void write(Path file, Stored stored) {
    PointBounds points = stored.points();
    int n = points.size();
    int[] samples = points.samples();
    double[] bounds = new double[n * samples.length];
    double[] variances = new double[n * samples.length];
    for (int j = 0; j < samples.length; j++) {
      double[] bound = points.bounds(j);
      double[] variance = points.samplingVariances(j);
      for (int i = 0; i < n; i++) {
        bounds[i * samples.length + j] = bound[i];
        variances[i * samples.length + j] = variance[i];
      }
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(
        SAMPLES, NpyArray.of(Arrays.stream(samples).asLongStream().toArray(), samples.length));
    arrays.put(BOUNDS, NpyArray.of(bounds, n, samples.length));
    arrays.put(SAMPLING_VARIANCES, NpyArray.of(variances, n, samples.length));
    arrays.put(EFFECTIVE_SAMPLE_SIZES, NpyArray.of(points.effectiveSampleSizes(), n));
    arrays.put("indices", NpyArray.of(LongStream.range(0, n).toArray(), n));
    arrays.put(SPLIT, NpyArray.of(new long[] {stored.split() == Split.TEST ? 1 : 0}));
    Npz.write(file, arrays);
  }

  /**
   * Reads bounds.
   *
   * @throws ElboException USER if the file cannot be read, or is damaged
   */
  static Stored read(Path file) {
    Map<String, NpyArray> arrays = Npz.read(file);
    try {
      int[] samples = Arrays.stream(longs(arrays, SAMPLES)).mapToInt(Math::toIntExact).toArray();
      PointBounds points =
          new PointBounds(
              samples,
              rows(arrays, BOUNDS, samples.length),
              rows(arrays, SAMPLING_VARIANCES, samples.length),
              array(arrays, EFFECTIVE_SAMPLE_SIZES).doubles());
      return new Stored(longs(arrays, SPLIT)[0] == 0 ? Split.TRAIN : Split.TEST, points);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw ElboException.user(
          file + " is damaged: " + e.getMessage() + "; delete it, and call elbo likelihood again",
          e);
    }
  }

  private static NpyArray array(Map<String, NpyArray> arrays, String name) {
    if (!arrays.containsKey(name)) {
      throw new IllegalArgumentException("it has no array " + name);
    }
    return arrays.get(name);
  }

  private static long[] longs(Map<String, NpyArray> arrays, String name) {
    NpyArray array = array(arrays, name);
    if (array.type().isFloating()) {
      throw new IllegalArgumentException(name + " is " + array + ", not whole numbers");
    }
    return array.longs();
  }

  private static double[][] rows(Map<String, NpyArray> arrays, String name, int width) {
    NpyArray array = array(arrays, name);
    if (array.rank() != 2 || array.length(1) != width) {
      throw new IllegalArgumentException(name + " is " + array + ", not [N, " + width + "]");
    }
    double[] values = array.doubles();
    double[][] rows = new double[array.length(0)][];
    Arrays.setAll(rows, n -> Arrays.copyOfRange(values, n * width, (n + 1) * width));
    return rows;
  }
}
