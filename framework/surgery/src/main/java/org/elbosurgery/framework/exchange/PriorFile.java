package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.FullCovarianceMixture;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/**
 * A prior as a {@code .npz} file. A mixture of diagonal Gaussians: {@code log_weights}, natural
 * logarithms of the weights, {@code [K]}; {@code mean} and {@code log_var}, the means and natural
 * logarithms of the variances of the components, {@code [K, d]}. A Gaussian with full covariance:
 * {@code mean}, {@code [d]}; {@code precision_factor}, the upper triangular W whose W W^T is the
 * inverse of the covariance, {@code [d, d]}. A mixture of those: {@code log_weights}, {@code [K]};
 * {@code mean}, {@code [K, d]}; {@code precision_factor}, {@code [K, d, d]}.
 */
public final class PriorFile {

  private static final String LOG_WEIGHTS = "log_weights";
  private static final String MEAN = "mean";
  private static final String LOG_VARIANCE = "log_var";
  private static final String PRECISION_FACTOR = "precision_factor";

  /** The tolerance within which weights computed in single precision sum to one. */
  private static final double WEIGHT_TOLERANCE = 1e-3;

  private PriorFile() {}

  /**
   * Writes a mixture atomically, as float64.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be written
   */
  public static void write(Path file, DiagonalGaussianMixture prior) {
    AtomicFile.write(file, content(prior));
  }

  /** Returns the content of a file with a mixture, float64. */
  public static Content content(DiagonalGaussianMixture prior) {
    int components = prior.components();
    int dimensions = prior.dimensions();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(LOG_WEIGHTS, NpyArray.of(prior.logWeights(), components));
    arrays.put(MEAN, NpyArray.of(prior.means(), components, dimensions));
    arrays.put(LOG_VARIANCE, NpyArray.of(prior.logVariances(), components, dimensions));
    return Npz.content(arrays);
  }

  /**
   * Writes a Gaussian with full covariance atomically, as float64.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be written
   */
  public static void write(Path file, FullCovarianceGaussian prior) {
    AtomicFile.write(file, content(prior));
  }

  /** Returns the content of a file with a Gaussian with full covariance, float64. */
  public static Content content(FullCovarianceGaussian prior) {
    int d = prior.dimensions();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(MEAN, NpyArray.of(prior.mean(), d));
    arrays.put(PRECISION_FACTOR, NpyArray.of(prior.precisionFactor(), d, d));
    return Npz.content(arrays);
  }

  /** Returns the content of a file with a mixture of Gaussians with full covariances, float64. */
  public static Content content(FullCovarianceMixture prior) {
    int d = prior.dimensions();
    int components = prior.components().size();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(LOG_WEIGHTS, NpyArray.of(prior.logWeights(), components));
    arrays.put(MEAN, NpyArray.of(joined(prior, FullCovarianceGaussian::mean), components, d));
    arrays.put(
        PRECISION_FACTOR,
        NpyArray.of(joined(prior, FullCovarianceGaussian::precisionFactor), components, d, d));
    return Npz.content(arrays);
  }

  /**
   * Returns the content of a file with a prior; empty if it is neither a Gaussian nor a mixture of
   * Gaussians.
   */
  public static Optional<Content> contentIfKnown(Distribution prior) {
    if (prior instanceof DiagonalGaussianMixture mixture) {
      return Optional.of(content(mixture));
    }
    if (prior instanceof FullCovarianceGaussian gaussian) {
      return Optional.of(content(gaussian));
    }
    return prior instanceof FullCovarianceMixture mixture
        ? Optional.of(content(mixture))
        : Optional.empty();
  }

  private static double[] joined(
      FullCovarianceMixture prior, Function<FullCovarianceGaussian, double[]> values) {
    return prior.components().stream().map(values).flatMapToDouble(Arrays::stream).toArray();
  }

  /**
   * Reads a prior, floating-point or integer: Gaussians with full covariance if there is a {@code
   * precision_factor}, one of them or with {@code log_weights} a mixture, otherwise a mixture of
   * diagonal Gaussians. Other arrays in the file are ignored. Weights that sum to one up to
   * rounding are normalised.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read, an array is missing,
   *     the shapes do not fit, a value is not finite (a log-weight may be negative infinity), the
   *     weights do not sum to one within 1e-3, or the precision factor is not upper triangular with
   *     a positive diagonal
   */
  public static Distribution read(Path file) {
    Set<String> names = Npz.names(file);
    if (!names.contains(PRECISION_FACTOR)) {
      return readMixture(file);
    }
    return names.contains(LOG_WEIGHTS) ? readFullMixture(file) : readGaussian(file);
  }

  private static FullCovarianceGaussian readGaussian(Path file) {
    NamedArrays arrays = NamedArrays.read(file, MEAN, PRECISION_FACTOR);
    NpyArray mean = arrays.get(MEAN);
    NpyArray factor = arrays.get(PRECISION_FACTOR);
    if (mean.rank() != 1
        || factor.rank() != 2
        || factor.length(0) != mean.length(0)
        || factor.length(1) != mean.length(0)) {
      throw arrays.shapes("[d] and [d, d]", MEAN, PRECISION_FACTOR);
    }
    try {
      return new FullCovarianceGaussian(mean.doubles(), factor.doubles());
    } catch (IllegalArgumentException e) {
      throw arrays.values(e);
    }
  }

  private static FullCovarianceMixture readFullMixture(Path file) {
    NamedArrays arrays = NamedArrays.read(file, LOG_WEIGHTS, MEAN, PRECISION_FACTOR);
    NpyArray logWeights = arrays.get(LOG_WEIGHTS);
    NpyArray mean = arrays.get(MEAN);
    NpyArray factor = arrays.get(PRECISION_FACTOR);
    if (logWeights.rank() != 1
        || mean.rank() != 2
        || mean.length(0) != logWeights.length(0)
        || !Arrays.equals(
            factor.shape(), new int[] {mean.length(0), mean.length(1), mean.length(1)})) {
      throw arrays.shapes("[K], [K, d] and [K, d, d]", LOG_WEIGHTS, MEAN, PRECISION_FACTOR);
    }
    try {
      requireNormalised(logWeights.doubles());
      int d = mean.length(1);
      double[] means = mean.doubles();
      double[] factors = factor.doubles();
      return new FullCovarianceMixture(
          logWeights.doubles(),
          IntStream.range(0, mean.length(0))
              .mapToObj(
                  k ->
                      new FullCovarianceGaussian(
                          Arrays.copyOfRange(means, k * d, (k + 1) * d),
                          Arrays.copyOfRange(factors, k * d * d, (k + 1) * d * d)))
              .toList());
    } catch (IllegalArgumentException e) {
      throw arrays.values(e);
    }
  }

  private static DiagonalGaussianMixture readMixture(Path file) {
    NamedArrays arrays = NamedArrays.read(file, LOG_WEIGHTS, MEAN, LOG_VARIANCE);
    NpyArray logWeights = arrays.get(LOG_WEIGHTS);
    NpyArray mean = arrays.get(MEAN);
    NpyArray logVariance = arrays.get(LOG_VARIANCE);
    if (logWeights.rank() != 1
        || mean.rank() != 2
        || mean.length(0) != logWeights.length(0)
        || !Arrays.equals(mean.shape(), logVariance.shape())) {
      throw arrays.shapes("[K], [K, d] and [K, d]", LOG_WEIGHTS, MEAN, LOG_VARIANCE);
    }
    try {
      requireNormalised(logWeights.doubles());
      return new DiagonalGaussianMixture(
          logWeights.doubles(), mean.doubles(), logVariance.doubles());
    } catch (IllegalArgumentException e) {
      throw arrays.values(e);
    }
  }

  private static void requireNormalised(double[] logWeights) {
    double sum = 0;
    for (int k = 0; k < logWeights.length; k++) {
      if (Double.isNaN(logWeights[k])) {
        throw new IllegalArgumentException(LOG_WEIGHTS + " is NaN in component " + k);
      }
      sum += Math.exp(logWeights[k]);
    }
    if (Math.abs(sum - 1) > WEIGHT_TOLERANCE) {
      throw new IllegalArgumentException(
          "the weights exp(" + LOG_WEIGHTS + ") sum to " + sum + ", not to 1");
    }
  }
}
