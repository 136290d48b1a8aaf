package org.elbosurgery.framework.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.kernel.PartSizes;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NpyFixtures;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PosteriorsFileTest {

  @TempDir private Path folder;

  private ElboException refused(NpyArray mean, NpyArray logVariance) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("mean", mean);
    arrays.put("log_var", logVariance);
    return refused(arrays);
  }

  private ElboException refused(Map<String, NpyArray> arrays) {
    Path file = folder.resolve("bad.npz");
    Npz.write(file, arrays);
    ElboException e = catchThrowableOfType(ElboException.class, () -> PosteriorsFile.read(file));
    assertThat(e).isNotNull();
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    assertThat(e.problems()).allSatisfy(problem -> assertThat(problem).startsWith(file.toString()));
    return e;
  }

  @Test
  @DisplayName("codes are written as float32 mean and log_var and int64 indices")
  void writes() {
    Path file = folder.resolve("codes.npz");
    PosteriorsFile.write(file, new Posteriors(3, 2, new float[] {1, 2, 3, 4, 5, 6}, new float[6]));
    Map<String, NpyArray> arrays = Npz.read(file);
    assertThat(arrays.keySet()).containsExactly("mean", "log_var", "indices");
    assertThat(arrays.get("mean")).hasToString("float32 [3, 2]");
    assertThat(arrays.get("mean").floats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(arrays.get("log_var")).hasToString("float32 [3, 2]");
    assertThat(arrays.get("indices")).hasToString("int64 [3]");
    assertThat(arrays.get("indices").longs()).containsExactly(0, 1, 2);
  }

  @Test
  @DisplayName("codes that NumPy wrote, one array float64 and one float32, are read")
  void readsNumpysFile() {
    Posteriors posteriors = PosteriorsFile.read(NpyFixtures.path("deflated.npz"));
    assertThat(posteriors.size()).isEqualTo(2);
    assertThat(posteriors.dimensions()).isEqualTo(3);
    assertThat(posteriors.mean(0, 0)).isEqualTo(-0.5f);
    assertThat(posteriors.mean(1, 2)).isEqualTo(0.75f);
    assertThat(posteriors.logVariance(1, 0)).isEqualTo(0.25f);
  }

  @Test
  @DisplayName("other arrays do not matter, not even text, but are listed when one is missing")
  void textBeside() {
    Path file = NpyFixtures.path("text_beside.npz");
    assertThat(PosteriorsFile.read(file).logVariance(1, 2)).isEqualTo(0.75f);
    ElboException e = catchThrowableOfType(ElboException.class, () -> PriorFile.read(file));
    assertThat(e.problems())
        .containsExactly(file + " has no array log_weights; it has mean, label, log_var");
  }

  @Test
  @DisplayName("what a surgery takes is known before it begins, and refused where it is too much")
  void memory() {
    // Single precision: the codes are 160 bytes a row, two numbers a value of the components 160,
    // the order one more, 80. Double precision: the codes are 320, and as much again while copied.
    assertThat(PosteriorsFile.surgeryBytes(1, 20, Float.BYTES)).isEqualTo(400 + 72);
    assertThat(PosteriorsFile.surgeryBytes(1, 20, Double.BYTES)).isEqualTo(640 + 72);
    assertThat(PosteriorsFile.surgeryBytes(1_000_000, 20, Float.BYTES)).isEqualTo(472_000_000L);
    // Of more, some parts are laid out at a time; those that stay in their file are only the parts.
    long parts = PartSizes.bytes();
    assertThat(PosteriorsFile.surgeryBytes(3_000_000, 20, Float.BYTES))
        .isEqualTo(Math.max(960_000_000, 480_000_000 + parts) + 216_000_000);
    assertThat(PosteriorsFile.surgeryBytes(new Posteriors(10, 1, new float[10], new float[10])))
        .isEqualTo(parts + 720);
    assertThatCode(() -> HeapSpace.requireWork("10 codes", 1 << 20)).doesNotThrowAnyException();
    assertThatThrownBy(() -> HeapSpace.requireWork("10 codes", 1L << 50))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith("10 codes takes 1125899906842624 bytes of memory; at most ")
        .hasMessageEndingWith("use fewer rows, or give the JVM more memory (-Xmx)");
  }

  @Test
  @DisplayName("every missing array is told, and which there are")
  void missing() {
    ElboException e = refused(Map.of("means", NpyArray.of(new float[1], 1, 1)));
    assertThat(e.problems()).hasSize(2);
    assertThat(e.problems().get(0)).endsWith("has no array mean or mu; it has means");
    assertThat(e.problems().get(1)).endsWith("has no array log_var or logvar; it has means");
    assertThat(refused(Map.of())).hasMessageContaining("it has none");
  }

  @Test
  @DisplayName("shapes that differ or are no tables are shown")
  void shapes() {
    assertThat(refused(NpyArray.of(new float[4], 2, 2), NpyArray.of(new float[6], 2, 3)))
        .hasMessageContaining("mean is float32 [2, 2], log_var is float32 [2, 3]");
    assertThat(refused(NpyArray.of(new float[4], 4), NpyArray.of(new float[4], 4)))
        .hasMessageContaining("mean is float32 [4]")
        .hasMessageContaining("[N, d]");
  }

  @Test
  @DisplayName("whole numbers are codes like others, empty arrays are none")
  void types() {
    Posteriors posteriors = PosteriorsFile.read(NpyFixtures.path("integers.npz"));
    assertThat(posteriors.mean(2, 1)).isEqualTo(5);
    assertThat(posteriors.logVariance(2, 1)).isZero();
    ElboException e = refused(NpyArray.of(new long[2], 1, 2), NpyArray.of(new float[0], 0, 2));
    assertThat(e.problems()).singleElement().asString().contains("log_var is empty");
  }

  @Test
  @DisplayName("one variance for all comes with the line of NumPy that spreads it")
  void broadcast() {
    Path file = NpyFixtures.path("one_variance.npz");
    ElboException e = catchThrowableOfType(ElboException.class, () -> PosteriorsFile.read(file));
    assertThat(e)
        .hasMessageContaining("log_var is float32 []")
        .hasMessageEndingWith(": in NumPy, log_var = numpy.broadcast_to(log_var, mean.shape)");
  }

  @Test
  @DisplayName("float64 codes are read and written as they are, beyond single precision too")
  void keepsDoublePrecision() {
    Path file = folder.resolve("codes.npz");
    double[] mean = {1 + 1e-8, 1e8 + 1, 1e300};
    PosteriorsFile.write(file, new Posteriors(3, 1, mean, new double[] {1e-9, 0, 0}));
    assertThat(Npz.read(file).get("mean")).hasToString("float64 [3, 1]");
    Posteriors posteriors = PosteriorsFile.read(file);
    assertThat(posteriors.mean(0, 0)).isEqualTo(1 + 1e-8);
    assertThat(posteriors.mean(1, 0)).isEqualTo(1e8 + 1);
    assertThat(posteriors.mean(2, 0)).isEqualTo(1e300);
    assertThat(posteriors.logVariance(0, 0)).isEqualTo(1e-9);
  }

  @Test
  @DisplayName("NaN and infinite values are named by row")
  void notFinite() {
    NpyArray zeros = NpyArray.of(new float[6], 3, 2);
    assertThat(refused(NpyArray.of(new float[] {0, 0, 0, Float.NaN, 0, 0}, 3, 2), zeros))
        .hasMessageContaining("mean is NaN in row 1, dimension 1");
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(refused(zeros, NpyArray.of(new double[] {0, 0, 0, 0, infinity, 0}, 3, 2)))
        .hasMessageContaining("log-variance is Infinity in row 2, dimension 0");
  }
}
