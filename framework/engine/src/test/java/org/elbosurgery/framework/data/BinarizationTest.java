package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grey rows 0, 0.3, 0.5, 0.51, 1, two hundred times over. */
final class BinarizationTest {

  private static final float[] GREY = {0, 0.3f, 0.5f, 0.51f, 1};
  private static final int ROWS = 200;

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void writeFile() {
    float[] values = new float[ROWS * GREY.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = GREY[i % GREY.length];
    }
    NpyArray array = NpyArray.of(values, ROWS, GREY.length);
    file = folder.resolve("grey.npz");
    Npz.write(file, Map.of("train", array, "test", array));
  }

  private DataSet load(Binarization binarize, int limit, long seed) {
    DataOptions options = new DataOptions(file.toString(), binarize, limit);
    Support support = binarize == Binarization.NONE ? Support.REAL_LINE : Support.BINARY;
    return new DataSource().load(options, support, RandomStream.of(seed));
  }

  @Test
  @DisplayName("none leaves grey values, threshold makes 1 of those above one half")
  void deterministic() {
    DataSet none = load(Binarization.NONE, 0, 1);
    assertThat(RowValues.of(none.train())[7]).containsExactly(GREY);
    assertThat(none.trainInEpoch(3)).isSameAs(none.train());
    DataSet threshold = load(Binarization.THRESHOLD, 0, 1);
    assertThat(RowValues.of(threshold.train())[7]).containsExactly(0, 0, 0, 1, 1);
    assertThat(RowValues.of(threshold.test().orElseThrow())[7]).containsExactly(0, 0, 0, 1, 1);
    assertThat(RowValues.of(threshold.trainInEpoch(5))[7]).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  @DisplayName("static draws each value once, with the grey value as its mean")
  void drawnOnce() {
    DataSet data = load(Binarization.STATIC, 0, 1);
    for (Rows rows : new Rows[] {data.train(), data.test().orElseThrow()}) {
      int[] ones = new int[GREY.length];
      for (float[] row : RowValues.of(rows)) {
        for (int j = 0; j < ones.length; j++) {
          assertThat(row[j]).isIn(0f, 1f);
          ones[j] += (int) row[j];
        }
      }
      for (int j = 0; j < ones.length; j++) {
        // Five standard deviations of a binomial: a false alarm in some million seeds. Exact at 0,
        // 1.
        double error = 5 * Math.sqrt(GREY[j] * (1 - GREY[j]) / ROWS);
        assertThat((double) ones[j] / ROWS).isCloseTo(GREY[j], within(error));
      }
    }
    assertThat(data.trainInEpoch(4)).isSameAs(data.train());
    assertThat(RowValues.of(data.train())).isNotEqualTo(RowValues.of(data.test().orElseThrow()));
    assertThat(data.repeatedTestRows()).as("the same rows, drawn twice").contains(ROWS);
  }

  @Test
  @DisplayName("dynamic draws anew in each epoch, and reports on the draw that static makes")
  void drawnAnew() {
    DataSet dynamic = load(Binarization.DYNAMIC, 0, 1);
    DataSet fixed = load(Binarization.STATIC, 0, 1);
    assertThat(RowValues.of(dynamic.train())).isDeepEqualTo(RowValues.of(fixed.train()));
    assertThat(RowValues.of(dynamic.test().orElseThrow()))
        .isDeepEqualTo(RowValues.of(fixed.test().orElseThrow()));
    float[][] first = RowValues.of(dynamic.trainInEpoch(0));
    float[][] second = RowValues.of(dynamic.trainInEpoch(1));
    assertThat(Arrays.deepEquals(first, second)).isFalse();
    assertThat(Arrays.deepEquals(first, RowValues.of(dynamic.train()))).isFalse();
    assertThat(RowValues.of(dynamic.trainInEpoch(0))).isDeepEqualTo(first);
    assertThat(RowValues.of(load(Binarization.DYNAMIC, 0, 1).trainInEpoch(1)))
        .isDeepEqualTo(second);
    assertThat(dynamic.trainInEpoch(2).size()).isEqualTo(ROWS);
  }

  @Test
  @DisplayName("a limit takes the first rows, drawn as without it, and leaves the test rows")
  void limit() {
    DataSet all = load(Binarization.DYNAMIC, 0, 1);
    DataSet few = load(Binarization.DYNAMIC, 10, 1);
    assertThat(few.train().size()).isEqualTo(10);
    assertThat(few.test().orElseThrow().size()).isEqualTo(ROWS);
    assertThat(RowValues.of(few.train())).isDeepEqualTo(RowValues.of(all.train().first(10)));
    assertThat(RowValues.of(few.trainInEpoch(6)))
        .isDeepEqualTo(RowValues.of(all.trainInEpoch(6).first(10)));
    assertThat(few.sha256()).isEqualTo(all.sha256());
  }

  @Test
  @DisplayName("another seed draws other values")
  void seed() {
    assertThat(
            Arrays.deepEquals(
                RowValues.of(load(Binarization.STATIC, 0, 1).train()),
                RowValues.of(load(Binarization.STATIC, 0, 2).train())))
        .isFalse();
  }
}
