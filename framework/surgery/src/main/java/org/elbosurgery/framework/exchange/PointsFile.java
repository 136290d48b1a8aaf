package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/**
 * A {@code .npz} file of what each data point adds to the terms of an ELBO: {@code reconstruction},
 * {@code average_kl}, {@code mutual_information} and {@code marginal_kl}, in nats, {@code [N]}. If
 * they are of R of the N points, they are {@code [R]}, and {@code indices} has the row numbers.
 */
public final class PointsFile {

  private static final String INDICES = "indices";
  private static final String RECONSTRUCTION = "reconstruction";
  private static final String AVERAGE_KL = "average_kl";
  private static final String MUTUAL_INFORMATION = "mutual_information";
  private static final String MARGINAL_KL = "marginal_kl";
  private static final String[] ALL = {RECONSTRUCTION, AVERAGE_KL, MUTUAL_INFORMATION, MARGINAL_KL};

  private static final String[] WITH_INDICES =
      Stream.concat(Stream.of(INDICES), Stream.of(ALL)).toArray(String[]::new);

  private PointsFile() {}

  /**
   * Writes values, float64, and row numbers, int64, atomically.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be written
   */
  public static void write(Path file, PointTerms points) {
    AtomicFile.write(file, content(points));
  }

  /** Returns the content of a file with values, in the types that {@link #write} uses. */
  public static Content content(PointTerms points) {
    int n = points.size();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    points
        .values()
        .indices()
        .map(rows -> Arrays.stream(rows).asLongStream().toArray())
        .ifPresent(rows -> arrays.put(INDICES, NpyArray.of(rows, n)));
    arrays.put(RECONSTRUCTION, NpyArray.of(points.reconstruction(), n));
    arrays.put(AVERAGE_KL, NpyArray.of(points.values().averageKl(), n));
    arrays.put(MUTUAL_INFORMATION, NpyArray.of(points.values().mutualInformation(), n));
    arrays.put(MARGINAL_KL, NpyArray.of(points.values().marginalKl(), n));
    return Npz.content(arrays);
  }

  /**
   * Reads values, floating-point or integer, of all points unless there are {@code indices}; other
   * arrays in the file are ignored.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read, an array is missing,
   *     the shapes differ or are not {@code [N]}, a value is not finite, or the row numbers do not
   *     ascend
   */
  public static PointTerms read(Path file) {
    boolean ofSome = Npz.names(file).contains(INDICES);
    NamedArrays arrays = NamedArrays.read(file, ofSome ? WITH_INDICES : ALL);
    int n = arrays.get(RECONSTRUCTION).size();
    if (Stream.of(ALL).map(arrays::get).anyMatch(a -> a.rank() != 1 || a.size() != n)) {
      throw arrays.shapes("all [N] with the same N", ALL);
    }
    try {
      double[] averageKl = arrays.get(AVERAGE_KL).doubles();
      double[] information = arrays.get(MUTUAL_INFORMATION).doubles();
      double[] marginalKl = arrays.get(MARGINAL_KL).doubles();
      PointValues values =
          ofSome
              ? new PointValues(indices(arrays, n), averageKl, information, marginalKl)
              : new PointValues(averageKl, information, marginalKl);
      return new PointTerms(arrays.get(RECONSTRUCTION).doubles(), values);
    } catch (IllegalArgumentException e) {
      throw arrays.values(e);
    }
  }

  private static int[] indices(NamedArrays arrays, int n) {
    return LongStream.of(arrays.longs(INDICES, n))
        .mapToInt(
            index -> {
              if (index < 0 || index > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                    INDICES + " has " + index + "; row numbers are counted from 0, below 2^31");
              }
              return (int) index;
            })
        .toArray();
  }
}
