package org.elbosurgery.framework.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.FullCovarianceMixture;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PriorFileTest {

  private static final double[] HALVES = {Math.log(0.5), Math.log(0.5)};

  @TempDir private Path folder;

  private Path write(NpyArray logWeights, NpyArray mean, NpyArray logVariance) {
    Path file = folder.resolve("prior.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("log_weights", logWeights);
    arrays.put("mean", mean);
    arrays.put("log_var", logVariance);
    Npz.write(file, arrays);
    return file;
  }

  private ElboException refused(double[] logWeights, NpyArray mean, NpyArray logVariance) {
    Path file = write(NpyArray.of(logWeights, logWeights.length), mean, logVariance);
    ElboException e = catchThrowableOfType(ElboException.class, () -> PriorFile.read(file));
    assertThat(e).isNotNull();
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    assertThat(e).hasMessageStartingWith(file.toString());
    return e;
  }

  @Test
  @DisplayName("float32 weights that sum to one up to rounding are read and normalised")
  void reads() {
    float[] thirds = {(float) Math.log(1 / 3.0), (float) Math.log(2 / 3.0)};
    Path file =
        write(
            NpyArray.of(thirds, 2),
            NpyArray.of(new float[] {1, 2, 3, 4}, 2, 2),
            NpyArray.of(new float[4], 2, 2));
    DiagonalGaussianMixture prior = (DiagonalGaussianMixture) PriorFile.read(file);
    assertThat(prior.components()).isEqualTo(2);
    assertThat(prior.means()).containsExactly(1, 2, 3, 4);
    double sum = Math.exp(prior.logWeights()[0]) + Math.exp(prior.logWeights()[1]);
    assertThat(Math.abs(sum - 1)).isLessThan(1e-15);
  }

  @Test
  @DisplayName("a component may have weight zero")
  void zeroWeight() {
    NpyArray zeros = NpyArray.of(new double[2], 2, 1);
    double[] logWeights = {0, Double.NEGATIVE_INFINITY};
    Path file = write(NpyArray.of(logWeights, 2), zeros, zeros);
    assertThat(((DiagonalGaussianMixture) PriorFile.read(file)).logWeights())
        .containsExactly(logWeights);
  }

  @Test
  @DisplayName("weights that do not sum to one are refused with their sum")
  void weights() {
    NpyArray zeros = NpyArray.of(new double[2], 2, 1);
    assertThat(refused(new double[2], zeros, zeros)).hasMessageContaining("sum to 2.0, not to 1");
    assertThat(refused(new double[] {Double.NaN, 0}, zeros, zeros))
        .hasMessageContaining("log_weights is NaN in component 0");
    assertThat(refused(new double[] {Double.POSITIVE_INFINITY, 0}, zeros, zeros))
        .hasMessageContaining("sum to Infinity");
  }

  @Test
  @DisplayName("shapes that do not fit are all shown")
  void shapes() {
    NpyArray two = NpyArray.of(new double[2], 2, 1);
    NpyArray three = NpyArray.of(new double[3], 3, 1);
    assertThat(refused(HALVES, three, three))
        .hasMessageContaining("log_weights is float64 [2], mean is float64 [3, 1], log_var is");
    assertThat(refused(HALVES, two, three)).hasMessageContaining("log_var is float64 [3, 1]");
  }

  @Test
  @DisplayName("values that are not finite are refused, and missing arrays listed")
  void values() {
    NpyArray zeros = NpyArray.of(new double[2], 2, 1);
    NpyArray bad = NpyArray.of(new double[] {0, Double.NEGATIVE_INFINITY}, 2, 1);
    assertThat(refused(HALVES, zeros, bad))
        .hasMessageContaining("log-variance is -Infinity in component 1");
    Path file = folder.resolve("codes.npz");
    Npz.write(file, Map.of("mean", zeros));
    ElboException e = catchThrowableOfType(ElboException.class, () -> PriorFile.read(file));
    assertThat(e.problems()).hasSize(2);
  }

  private ElboException refusedGaussian(NpyArray mean, NpyArray factor) {
    Path file = folder.resolve("full.npz");
    Npz.write(file, Map.of("mean", mean, "precision_factor", factor));
    ElboException e = catchThrowableOfType(ElboException.class, () -> PriorFile.read(file));
    assertThat(e).isNotNull().hasMessageStartingWith(file.toString());
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    return e;
  }

  @Test
  @DisplayName("a precision factor that is none is refused, and a missing mean named")
  void badGaussian() {
    NpyArray mean = NpyArray.of(new double[2], 2);
    NpyArray lower = NpyArray.of(new double[] {1, 0, 3, 1}, 2, 2);
    assertThat(refusedGaussian(mean, lower)).hasMessageContaining("is 3.0 in row 1, column 0");
    assertThat(refusedGaussian(mean, NpyArray.of(new double[4], 4)))
        .hasMessageContaining("precision_factor is float64 [4]; expected [d] and [d, d]");
    assertThat(refusedGaussian(mean, NpyArray.of(new double[2], 2, 1)))
        .hasMessageContaining("precision_factor is float64 [2, 1]");
    assertThat(refusedGaussian(NpyArray.of(new double[2], 1, 2), lower))
        .hasMessageContaining("mean is float64 [1, 2]");
    Path file = folder.resolve("alone.npz");
    Npz.write(file, Map.of("precision_factor", lower));
    assertThat(catchThrowableOfType(ElboException.class, () -> PriorFile.read(file)))
        .hasMessageContaining("has no array mean");
  }

  @Test
  @DisplayName("a mixture with full covariances is written and read as the same numbers")
  void fullMixture() {
    FullCovarianceMixture prior =
        new FullCovarianceMixture(
            new double[] {Math.log(0.25), Math.log(0.75)},
            List.of(
                new FullCovarianceGaussian(new double[] {1, 2}, new double[] {2, -1, 0, 3}),
                new FullCovarianceGaussian(new double[] {-4, 5}, new double[] {0.5, 7, 0, 1})));
    Path file = folder.resolve("prior.npz");
    AtomicFile.write(file, PriorFile.content(prior));
    FullCovarianceMixture read = (FullCovarianceMixture) PriorFile.read(file);
    assertThat(read.logWeights()).containsExactly(prior.logWeights(), within(1e-15));
    for (int k = 0; k < 2; k++) {
      FullCovarianceGaussian component = prior.components().get(k);
      assertThat(read.components().get(k).mean()).containsExactly(component.mean());
      assertThat(read.components().get(k).precisionFactor())
          .containsExactly(component.precisionFactor());
    }
  }

  @Test
  @DisplayName("a mixture with full covariances whose shapes do not fit is refused, all shown")
  void badFullMixture() {
    Path file = folder.resolve("full.npz");
    Npz.write(
        file,
        Map.of(
            "log_weights",
            NpyArray.of(HALVES, 2),
            "mean",
            NpyArray.of(new double[4], 2, 2),
            "precision_factor",
            NpyArray.of(new double[4], 2, 2)));
    assertThat(catchThrowableOfType(ElboException.class, () -> PriorFile.read(file)))
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("precision_factor is float64 [2, 2]; expected [K], [K, d]")
        .hasMessageContaining("[K, d, d]");
  }
}
