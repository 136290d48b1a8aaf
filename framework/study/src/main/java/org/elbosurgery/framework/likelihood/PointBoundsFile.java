package org.elbosurgery.framework.likelihood;

import static org.elbosurgery.framework.npy.NamedArrays.ANY;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/**
 * The bounds of data points as a {@code .npz} file: {@code samples}, {@code [C]}; {@code bounds}
 * and {@code sampling_variances}, {@code [N, C]}; {@code effective_sample_sizes} and, if known,
 * {@code pareto_k}, {@code [N]}; {@code indices}, the number of each row in its split, {@code [N]};
 * and {@code split}, 0 for training rows and 1 for test rows. Their origin is in {@code
 * checkpoint_sha256}, the bytes of the digest, {@code [32]}, {@code seed} and {@code estimator},
 * and the builds in {@code prior_sha256}, {@code encoder_sha256} and {@code decoder_sha256}, {@code
 * [32]}, each absent if the build cannot be determined; {@code fit_sha256} is there for a prior
 * that was fitted to the codes.
 */
final class PointBoundsFile {

  /** The splits in the order of their numbers. */
  private static final List<Split> SPLITS = List.of(Split.TRAIN, Split.TEST);

  private static final String SPLIT = "split";
  private static final String INDICES = "indices";
  private static final String CHECKPOINT = "checkpoint_sha256";
  private static final String FIT = "fit_sha256";
  private static final String SEED = "seed";
  private static final String ESTIMATOR = "estimator";
  private static final String SAMPLES = "samples";
  private static final String BOUNDS = "bounds";
  private static final String SAMPLING_VARIANCES = "sampling_variances";
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
    arrays.put(INDICES, NpyArray.of(LongStream.range(0, n).toArray(), n));
    arrays.put(SPLIT, number(SPLITS.indexOf(stored.split())));
    BoundsOrigin origin = stored.origin();
    arrays.put(CHECKPOINT, digest(origin.checkpointSha256()));
    arrays.put(SEED, number(origin.seed()));
    arrays.put(ESTIMATOR, number(origin.estimator()));
    origin.fitSha256().ifPresent(sha256 -> arrays.put(FIT, digest(sha256)));
    origin.plugins().sha256().forEach((kind, sha256) -> arrays.put(build(kind), digest(sha256)));
    return Npz.content(arrays);
  }

  private static String build(String kind) {
    return kind + "_sha256";
  }

  private static NpyArray digest(String sha256) {
    byte[] bytes = HexFormat.of().parseHex(sha256);
    return NpyArray.of(
        IntStream.range(0, bytes.length).mapToLong(i -> Byte.toUnsignedLong(bytes[i])).toArray(),
        bytes.length);
  }

  private static NpyArray number(long value) {
    return NpyArray.of(new long[] {value});
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
                  : Optional.empty());
      long[] indices = arrays.longs(INDICES, ANY);
      if (!Arrays.equals(indices, LongStream.range(0, points.size()).toArray())) {
        throw new IllegalArgumentException("indices are not those of the first rows, in order");
      }
      return new Stored(split(arrays), origin(arrays), points);
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

  private static BoundsOrigin origin(NamedArrays arrays) {
    Map<String, String> builds = new LinkedHashMap<>();
    for (String kind : PluginBuilds.MODEL) {
      if (arrays.has(build(kind))) {
        builds.put(kind, digest(arrays, build(kind)));
      }
    }
    return new BoundsOrigin(
        digest(arrays, CHECKPOINT),
        arrays.longs(SEED)[0],
        arrays.counts(ESTIMATOR)[0],
        new PluginBuilds(builds),
        arrays.has(FIT) ? Optional.of(digest(arrays, FIT)) : Optional.empty());
  }

  private static String digest(NamedArrays arrays, String name) {
    StringBuilder digest = new StringBuilder();
    for (long value : arrays.longs(name, ANY)) {
      digest.append(HexFormat.of().toHexDigits((byte) value));
    }
    return digest.toString();
  }

  private static double[][] rows(NamedArrays arrays, String name, int width) {
    double[] values = arrays.doubles(name, ANY, width);
    double[][] rows = new double[arrays.get(name).length(0)][];
    Arrays.setAll(rows, n -> Arrays.copyOfRange(values, n * width, (n + 1) * width));
    return rows;
  }
}
