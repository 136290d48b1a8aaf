package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.gap.FitCourse.GradientNorms;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The file of a fit")
final class FitFileTest {

  @TempDir private Path folder;

  private Path file(NpyArray steps) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("steps", steps);
    arrays.put("cross_entropies", NpyArray.of(new double[] {3, 2.5}, 2));
    arrays.put("gradient_norms", NpyArray.of(new double[] {2, 0.5}, 2));
    arrays.put("start", NpyArray.of(new long[] {1}, 1));
    arrays.put("starts", NpyArray.of(new double[] {2.75, 2.5, Double.NaN}, 3));
    arrays.put("parameters/mean", NpyArray.of(new float[] {1, 2}, 2));
    Path file = folder.resolve("fit.npz");
    Npz.write(file, arrays);
    return file;
  }

  @Test
  @DisplayName("holds the parameters and how the fit went")
  void reads() {
    FitFile.Stored fit = FitFile.read(file(NpyArray.of(new long[] {20, 15, 1}, 3)));

    assertThat(fit.course())
        .isEqualTo(
            new FitCourse(20, 15, 3, 2.5, Optional.of(new GradientNorms(2, 0.5)), End.NO_GAIN));
    assertThat(fit.start()).isEqualTo(1);
    assertThat(fit.ends())
        .containsExactly(OptionalDouble.of(2.75), OptionalDouble.of(2.5), OptionalDouble.empty());
    assertThat(fit.parameters().arrays()).containsOnlyKeys("mean");
  }

  @Test
  @DisplayName("is damaged where its parameters are whole numbers")
  void refusesWholeNumbers() {
    Path file = folder.resolve("fit.npz");
    Npz.write(
        file,
        Map.of(
            "steps", NpyArray.of(new long[] {20, 15, 1}, 3),
            "cross_entropies", NpyArray.of(new double[] {3, 2.5}, 2),
            "start", NpyArray.of(new long[] {0}, 1),
            "starts", NpyArray.of(new double[] {2.5}, 1),
            "parameters/mean", NpyArray.of(new long[] {1, 2}, 2)));

    assertThatThrownBy(() -> FitFile.read(file)).hasMessageContaining(file + " is damaged");
  }

  @Test
  @DisplayName("is damaged where its start is none of its starts")
  void refusesStart() {
    Path file = folder.resolve("fit.npz");
    Npz.write(
        file,
        Map.of(
            "steps", NpyArray.of(new long[] {20, 15, 1}, 3),
            "cross_entropies", NpyArray.of(new double[] {3, 2.5}, 2),
            "start", NpyArray.of(new long[] {1}, 1),
            "starts", NpyArray.of(new double[] {2.5}, 1)));

    assertThatThrownBy(() -> FitFile.read(file)).hasMessageContaining(file + " is damaged");
  }

  static Stream<NpyArray> noCounts() {
    return Stream.of(
        NpyArray.of(new long[] {1L << 31, 15, 1}, 3),
        NpyArray.of(new long[] {20, Long.MIN_VALUE, 1}, 3),
        NpyArray.of(new long[] {20, 15, -1}, 3),
        NpyArray.of(new double[] {20, 15, 1}, 3),
        NpyArray.of(new long[] {20, 15}, 2));
  }

  @ParameterizedTest
  @MethodSource("noCounts")
  @DisplayName("is damaged where its steps are no counts")
  void refuses(NpyArray steps) {
    Path file = file(steps);

    assertThatThrownBy(() -> FitFile.read(file))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(
            file + " is damaged: it is not a fit of this prior; delete it to fit the prior again");
  }
}
