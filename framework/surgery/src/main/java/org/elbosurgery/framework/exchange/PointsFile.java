package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/**
 * A {@code .npz} file of what each data point adds to the terms of an ELBO: {@code reconstruction},
 * {@code average_kl}, {@code mutual_information} and {@code marginal_kl}, in nats, {@code [N]}.
 */
public final class PointsFile {

  private static final String RECONSTRUCTION = "reconstruction";
  private static final String AVERAGE_KL = "average_kl";
  private static final String MUTUAL_INFORMATION = "mutual_information";
  private static final String MARGINAL_KL = "marginal_kl";
  private static final String[] ALL = {RECONSTRUCTION, AVERAGE_KL, MUTUAL_INFORMATION, MARGINAL_KL};

  private PointsFile() {}

  /**
   * Writes values, float64, atomically.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be written
   */
  public static void write(Path file, PointTerms points) {
    AtomicFile.write(file, content(points));
  }

  /** Returns the content of a file with values, float64. */
  public static Content content(PointTerms points) {
    int n = points.size();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(RECONSTRUCTION, NpyArray.of(points.reconstruction(), n));
    arrays.put(AVERAGE_KL, NpyArray.of(points.values().averageKl(), n));
    arrays.put(MUTUAL_INFORMATION, NpyArray.of(points.values().mutualInformation(), n));
    arrays.put(MARGINAL_KL, NpyArray.of(points.values().marginalKl(), n));
    return Npz.content(arrays);
  }

  /**
   * Reads values, floating-point or integer; other arrays in the file are ignored.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read, an array is missing,
   *     the shapes differ or are not {@code [N]}, or a value is not finite
   */
  public static PointTerms read(Path file) {
    NamedArrays arrays = NamedArrays.read(file, ALL);
    int n = arrays.get(RECONSTRUCTION).size();
    if (Stream.of(ALL).map(arrays::get).anyMatch(a -> a.rank() != 1 || a.size() != n)) {
      throw arrays.shapes("all [N] with the same N", ALL);
    }
    try {
      return new PointTerms(
          arrays.get(RECONSTRUCTION).doubles(),
          new PointValues(
              arrays.get(AVERAGE_KL).doubles(),
              arrays.get(MUTUAL_INFORMATION).doubles(),
              arrays.get(MARGINAL_KL).doubles()));
    } catch (IllegalArgumentException e) {
      throw arrays.values(e);
    }
  }
}
