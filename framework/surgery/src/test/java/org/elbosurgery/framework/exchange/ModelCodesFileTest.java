package org.elbosurgery.framework.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NpyFixtures;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file of codes from anywhere")
final class ModelCodesFileTest {

  @TempDir private Path folder;

  private Path file(Map<String, NpyArray> arrays) {
    Path file = folder.resolve("codes.npz");
    Npz.write(file, arrays);
    return file;
  }

  /** Returns 3 rows of 2 dimensions, with more arrays or others. */
  private Path with(Map<String, NpyArray> others) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("mean", NpyArray.of(new float[6], 3, 2));
    arrays.put("log_var", NpyArray.of(new float[6], 3, 2));
    arrays.putAll(others);
    return file(arrays);
  }

  private static List<String> problems(Path file) {
    ElboException e = catchThrowableOfType(ElboException.class, () -> ModelCodesFile.read(file));
    assertThat(e).isNotNull();
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    return e.problems();
  }

  @Test
  @DisplayName("has codes in half precision under other names, what is beside them, and test rows")
  void readsNumpysFile() {
    ModelCodes codes = ModelCodesFile.read(NpyFixtures.path("other_names.npz"));
    RowCodes train = codes.train();
    assertThat(train.posteriors().mean(0, 0)).isEqualTo(-0.5);
    assertThat(train.posteriors().logVariance(1, 2)).isEqualTo(0.75);
    assertThat(train.labels().orElseThrow().different()).containsExactly("cat", "dog");
    assertThat(train.labels().orElseThrow().word(1)).isEqualTo("dog");
    RowReconstruction reconstruction = train.reconstruction().orElseThrow();
    assertThat(reconstruction.points()).containsExactly(-2, -6);
    assertThat(reconstruction.mean().mean()).isEqualTo(-4);
    // The variance within each row is 2: sqrt((2 + 2) / 2) / 2.
    assertThat(reconstruction.mean().standardError()).isCloseTo(Math.sqrt(0.5), within(1e-15));
    RowCodes test = codes.test().orElseThrow();
    assertThat(test.posteriors().size()).isEqualTo(1);
    assertThat(test.labels()).isEmpty();
    // sqrt(2 / 2) / 1
    assertThat(test.reconstruction().orElseThrow().mean().standardError()).isEqualTo(1);
  }

  @Test
  @DisplayName("with one value of the reconstruction a row counts the spread of the rows")
  void oneValue() {
    RowCodes codes =
        ModelCodesFile.read(
                with(Map.of("reconstruction", NpyArray.of(new float[] {-1, -2, -6}, 3))))
            .train();
    // The standard deviation of -1, -2, -6 is sqrt(7), and sqrt(7 / 3) the error of their mean.
    assertThat(codes.reconstruction().orElseThrow().mean().mean()).isEqualTo(-3);
    assertThat(codes.reconstruction().orElseThrow().mean().standardError())
        .isCloseTo(Math.sqrt(7.0 / 3), within(1e-15));
  }

  @Test
  @DisplayName("is told all that is wrong at once, each with its array and its shape")
  void problems() {
    Path file =
        with(
            Map.of(
                "mu",
                NpyArray.of(new float[6], 3, 2),
                "reconstruction",
                NpyArray.of(new float[12], 3, 2, 2),
                "labels",
                NpyArray.of(new float[] {1, 0.5f, 2}, 3),
                "test_mean",
                NpyArray.of(new float[6], 3, 2)));
    assertThat(problems(file))
        .containsExactly(
            file + " has both mean and mu, which are names of the same array; keep one of them",
            file
                + ": reconstruction is float32 [3, 2, 2]; expected [N], or [N, S] with S samples of"
                + " z: log p(x|z) of whole rows",
            file + ": array labels: it is 0.5 in row 1; expected whole numbers or text [N]",
            file
                + " has no array test_log_var or test_logvar; it has "
                + String.join(", ", Npz.names(file)));
  }

  @Test
  @DisplayName("needs as many values and labels as rows, and test rows of the same dimensions")
  void sizes() {
    Path file =
        with(
            Map.of(
                "reconstruction",
                NpyArray.of(new float[2], 2),
                "labels",
                NpyArray.of(new long[4], 4)));
    assertThat(problems(file))
        .containsExactly(
            file
                + ": reconstruction has 2 rows, the codes have 3; give one for each row of the"
                + " codes, in their order",
            file
                + ": labels has 4 rows, the codes have 3; give one for each row of the codes, in"
                + " their order");
    NpyArray wide = NpyArray.of(new float[6], 2, 3);
    assertThat(problems(with(Map.of("test_mean", wide, "test_log_var", wide))))
        .containsExactly(
            file + ": the codes have 2 dimensions, those of test rows 3; give codes of one model");
  }

  @Test
  @DisplayName("has finite values only, and more than one of a reconstruction")
  void values() {
    float[] values = {-1, Float.NaN, -2};
    Path file = with(Map.of("reconstruction", NpyArray.of(values, 3)));
    assertThat(problems(file)).containsExactly(file + ": reconstruction is NaN in row 1");
    NpyArray one = NpyArray.of(new float[1], 1, 1);
    assertThat(
            problems(
                file(
                    Map.of(
                        "mean",
                        one,
                        "log_var",
                        one,
                        "reconstruction",
                        NpyArray.of(new float[1], 1)))))
        .containsExactly(
            file
                + ": one value of a reconstruction has no standard error; give several samples,"
                + " [1, S]");
  }
}
