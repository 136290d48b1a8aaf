package org.elbosurgery.framework.likelihood;

import static org.elbosurgery.framework.npy.NamedArrays.ANY;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/**
 * The bounds of data points as a {@code .npz} file: {@code samples}, {@code [C]}; {@code bounds}
 * and {@code sampling_variances}, {@code [N, C]}; {@code effective_sample_sizes} and, if known,
 * {@code pareto_k}, and, if they may be fewer than S, {@code sample_counts}, {@code [N]}; {@code
 * indices}, the number of each row in its split, {@code [N]}; and {@code split}, 0 for training
 * rows and 1 for test rows; and their {@linkplain OriginArrays origin}.
 */
final class PointBoundsFile {

  /** The splits in the order of their numbers. */
  private static final List<Split> SPLITS = List.of(Split.TRAIN, Split.TEST);

  private static final String SPLIT = "split";
  private static final String INDICES = "indices";
  private static final String SAMPLES = "samples";
  private static final String BOUNDS = "bounds";
  private static final String SAMPLING_VARIANCES = "sampling_variances";
  private static final String SAMPLE_COUNTS = "sample_counts";
  private static final String PARETO_SHAPES = "pareto_k";
  private static final String EFFECTIVE_SAMPLE_SIZES = "effective_sample_sizes";

  private PointBoundsFile() {}

  /** The content of a file. */
  record Stored(Split split, BoundsOrigin origin, PointBounds points) {}

  /** Returns the content of a file with bounds, float64 and int64. */
  static Content content(Stored stored) {
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
    points.paretoShapes().ifPresent(k -> arrays.put(PARETO_SHAPES, NpyArray.of(k, n)));
    long[] counts = Arrays.stream(points.sampleCounts()).asLongStream().toArray();
    if (stored.origin().untilEss() > 0) {
      arrays.put(SAMPLE_COUNTS, NpyArray.of(counts, n));
    }
    arrays.put(INDICES, NpyArray.of(LongStream.range(0, n).toArray(), n));
    arrays.put(SPLIT, NpyArray.of(new long[] {SPLITS.indexOf(stored.split())}));
    OriginArrays.put(stored.origin(), arrays);
    return Npz.content(arrays);
  }

  /**
   * Reads bounds.
   *
   * @throws ElboException USER if the file cannot be read, or is damaged
   */
  static Stored read(Path file) {
    NamedArrays arrays = NamedArrays.read(file);
    try {
      int[] samples = arrays.counts(SAMPLES, ANY);
      PointBounds points =
          new PointBounds(
              samples,
              rows(arrays, BOUNDS, samples.length),
              rows(arrays, SAMPLING_VARIANCES, samples.length),
              arrays.doubles(EFFECTIVE_SAMPLE_SIZES, ANY),
              arrays.has(PARETO_SHAPES)
                  ? Optional.of(arrays.doubles(PARETO_SHAPES, ANY))
                  : Optional.empty(),
              arrays.has(SAMPLE_COUNTS)
                  ? Optional.of(arrays.counts(SAMPLE_COUNTS, ANY))
                  : Optional.empty());
      long[] indices = arrays.longs(INDICES, ANY);
      if (!Arrays.equals(indices, LongStream.range(0, points.size()).toArray())) {
        throw new IllegalArgumentException("indices are not those of the first rows, in order");
      }
      return new Stored(split(arrays), OriginArrays.read(arrays), points);
    } catch (IllegalArgumentException e) {
      throw ElboException.user(
          file + " is damaged: " + e.getMessage() + "; delete it, and call elbo likelihood again",
          e);
    }
  }

  private static Split split(NamedArrays arrays) {
    long split = arrays.longs(SPLIT)[0];
    if (split < 0 || split >= SPLITS.size()) {
      throw new IllegalArgumentException("split is " + split + ", not 0 or 1");
    }
    return SPLITS.get((int) split);
  }

  private static double[][] rows(NamedArrays arrays, String name, int width) {
    double[] values = arrays.doubles(name, ANY, width);
    double[][] rows = new double[arrays.get(name).length(0)][];
    Arrays.setAll(rows, n -> Arrays.copyOfRange(values, n * width, (n + 1) * width));
    return rows;
  }
}
