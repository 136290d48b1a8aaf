package org.elbosurgery.framework.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file of values per data point")
final class PointsFileTest {

  private static final PointTerms POINTS =
      new PointTerms(
          new double[] {-1, -2},
          new PointValues(
              new double[] {3, 4.5}, new double[] {0.1, Double.MIN_VALUE}, new double[] {7, 8}));

  @TempDir private Path folder;

  @Test
  @DisplayName("holds four float64 arrays, and is read back bit for bit")
  void roundTrip() {
    Path file = folder.resolve("points.npz");
    PointsFile.write(file, POINTS);
    Map<String, NpyArray> arrays = Npz.read(file);
    assertThat(arrays.keySet())
        .containsExactly("reconstruction", "average_kl", "mutual_information", "marginal_kl");
    assertThat(arrays.values()).allSatisfy(a -> assertThat(a).hasToString("float64 [2]"));
    assertThat(arrays.get("average_kl").doubles()).containsExactly(3, 4.5);
    assertThat(PointsFile.read(file)).isEqualTo(POINTS).hasSameHashCodeAs(POINTS);
  }

  @Test
  @DisplayName("of some points has their row numbers, and is read back bit for bit")
  void someRows() {
    Path file = folder.resolve("points.npz");
    PointTerms some =
        new PointTerms(
            new double[] {-1, -2},
            new PointValues(
                new int[] {3, 70000},
                new double[] {3, 4},
                new double[] {1, 2},
                new double[] {2, 2}));
    PointsFile.write(file, some);
    assertThat(Npz.read(file).get("indices")).hasToString("int64 [2]");
    assertThat(PointsFile.read(file)).isEqualTo(some).isNotEqualTo(POINTS);
    assertThat(PointsFile.read(file).values().indices().orElseThrow()).containsExactly(3, 70000);
  }

  @Test
  @DisplayName("with row numbers that repeat, descend or cannot be, is refused")
  void wrongRows() {
    assertThat(refused("indices", NpyArray.of(new long[] {5, 5}, 2)))
        .hasMessageContaining("row number 5 follows 5; row numbers ascend, and each is there once");
    assertThat(refused("indices", NpyArray.of(new long[] {5, 2}, 2)))
        .hasMessageContaining("row number 2 follows 5");
    assertThat(refused("indices", NpyArray.of(new long[] {-1, 2}, 2)))
        .hasMessageContaining("indices has -1; row numbers are counted from 0, below 2^31");
    assertThat(refused("indices", NpyArray.of(new long[] {0, 1L << 32}, 2)))
        .hasMessageContaining("indices has 4294967296");
    assertThat(refused("indices", NpyArray.of(new long[] {0, 1, 2}, 3)))
        .hasMessageContaining("indices is int64 [3], not of the shape [2]");
    assertThat(refused("indices", NpyArray.of(new double[] {0, 1}, 2)))
        .hasMessageContaining("indices is float64 [2], not whole numbers");
  }

  private ElboException refused(String name, NpyArray array) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (String each :
        new String[] {"reconstruction", "average_kl", "mutual_information", "marginal_kl"}) {
      arrays.put(each, NpyArray.of(new double[2], 2));
    }
    arrays.put(name, array);
    Path file = folder.resolve("bad.npz");
    Npz.write(file, arrays);
    ElboException e = catchThrowableOfType(ElboException.class, () -> PointsFile.read(file));
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    assertThat(e).hasMessageStartingWith(file.toString());
    return e;
  }

  @Test
  @DisplayName("of other shapes or with values that are none, is refused")
  void refusals() {
    assertThat(refused("marginal_kl", NpyArray.of(new double[3], 3)))
        .hasMessageContaining("marginal_kl is float64 [3]; expected all [N] with the same N");
    assertThat(refused("reconstruction", NpyArray.of(new double[2], 2, 1)))
        .hasMessageContaining("reconstruction is float64 [2, 1]");
    assertThat(refused("average_kl", NpyArray.of(new double[0], 0)))
        .hasMessageContaining("average_kl is empty");
    assertThat(refused("mutual_information", NpyArray.of(new double[] {0, Double.NaN}, 2)))
        .hasMessageContaining("mutual information is NaN in row 1");
  }

  @Test
  @DisplayName("that lacks arrays, or is not there, is refused")
  void missing() {
    Path file = folder.resolve("codes.npz");
    Npz.write(file, Map.of("reconstruction", NpyArray.of(new double[2], 2)));
    assertThatThrownBy(() -> PointsFile.read(file))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("has no array average_kl; it has reconstruction");
    assertThatThrownBy(() -> PointsFile.read(folder.resolve("none.npz")))
        .isInstanceOf(ElboException.class);
  }

  @Test
  @DisplayName("is never made of values that belong to different points")
  void lengths() {
    PointValues three = new PointValues(new double[3], new double[3], new double[3]);
    assertThatThrownBy(() -> new PointTerms(new double[2], three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 and 3 values are not of the same points");
  }
}
