package org.elbosurgery.framework.annealing;

import static org.elbosurgery.framework.npy.NamedArrays.ANY;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.likelihood.BoundsOrigin;
import org.elbosurgery.framework.likelihood.OriginArrays;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/**
 * The chains of the first rows as a {@code .npz} file: {@code log_weights}, {@code [N, C]}; of
 * simulated rows {@code reverse_log_weights}, {@code [N, C]}, of which each is unbiased for 1/p(x);
 * {@code acceptance} and {@code step_sizes}, {@code [N]}; and their {@linkplain OriginArrays
 * origin}. The settings are in the name of the file.
 */
final class AnnealedPointsFile {

  private static final String LOG_WEIGHTS = "log_weights";
  private static final String REVERSE = "reverse_log_weights";
  private static final String ACCEPTANCE = "acceptance";
  private static final String STEP_SIZES = "step_sizes";

  private AnnealedPointsFile() {}

  /** The content of a file. */
  record Stored(BoundsOrigin origin, List<AnnealedPoint> points) {}

  /** Returns the content of a file, float64 and int64. */
  static Content content(Stored stored) {
    List<AnnealedPoint> points = stored.points();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(LOG_WEIGHTS, matrix(points, AnnealedPoint::logWeights));
    if (points.get(0).reverse().length > 0) {
      arrays.put(REVERSE, matrix(points, AnnealedPoint::reverse));
    }
    arrays.put(ACCEPTANCE, vector(points, AnnealedPoint::acceptance));
    arrays.put(STEP_SIZES, vector(points, AnnealedPoint::stepSize));
    OriginArrays.put(stored.origin(), arrays);
    return Npz.content(arrays);
  }

  private static NpyArray matrix(
      List<AnnealedPoint> points, Function<AnnealedPoint, double[]> row) {
    double[] values = points.stream().map(row).flatMapToDouble(Arrays::stream).toArray();
    return NpyArray.of(values, points.size(), values.length / points.size());
  }

  private static NpyArray vector(
      List<AnnealedPoint> points, ToDoubleFunction<AnnealedPoint> value) {
    return NpyArray.of(points.stream().mapToDouble(value).toArray(), points.size());
  }

  /**
   * Reads chains.
   *
   * @param rows of which rows they are
   * @param chains C
   * @throws ElboException USER if the file cannot be read, or is damaged
   */
  static Stored read(Path file, AnnealedRows rows, int chains) {
    NamedArrays arrays = NamedArrays.read(file);
    try {
      double[] weights = arrays.doubles(LOG_WEIGHTS, ANY, chains);
      int n = weights.length / chains;
      double[] reverse = reverse(arrays, rows, n, chains);
      double[] acceptance = arrays.doubles(ACCEPTANCE, n);
      double[] stepSizes = arrays.doubles(STEP_SIZES, n);
      List<AnnealedPoint> points = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        points.add(
            new AnnealedPoint(
                row(weights, i, chains),
                reverse.length == 0 ? reverse : row(reverse, i, chains),
                acceptance[i],
                stepSizes[i]));
      }
      return new Stored(OriginArrays.read(arrays), points);
    } catch (IllegalArgumentException e) {
      throw ElboException.user(
          file + " is damaged: " + e.getMessage() + "; delete it, and call elbo ais again", e);
    }
  }

  /** Returns the reverse chains, which simulated rows have, and no others. */
  private static double[] reverse(NamedArrays arrays, AnnealedRows rows, int n, int chains) {
    if (rows == AnnealedRows.SIMULATED) {
      return arrays.doubles(REVERSE, n, chains);
    }
    if (arrays.has(REVERSE)) {
      throw new IllegalArgumentException(REVERSE + " of rows that are not simulated");
    }
    return new double[0];
  }

  private static double[] row(double[] values, int i, int width) {
    return Arrays.copyOfRange(values, i * width, (i + 1) * width);
  }
}
