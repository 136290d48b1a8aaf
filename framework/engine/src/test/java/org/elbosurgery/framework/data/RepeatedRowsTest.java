package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Test rows that are training rows")
final class RepeatedRowsTest {

  private static final int WIDTH = 24;

  /** Returns rows that are equal where their numbers are: the digits of 0, 1, ... in base two. */
  private static Rows rows(int size, IntUnaryOperator number) {
    float[] values = new float[size * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (number.applyAsInt(i / WIDTH) >> (i % WIDTH)) & 1;
    }
    return new FloatRows(WIDTH, values);
  }

  private static Rows distinct(int from, int size) {
    return rows(size, i -> from + i);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 500})
  @DisplayName("are all found where the same rows are given twice, however few")
  void same(int size) {
    Rows rows = distinct(1, size);
    assertThat(RepeatedRows.beyondChance(rows, rows)).contains(size);
  }

  @Test
  @DisplayName("are none where all rows differ")
  void none() {
    assertThat(RepeatedRows.beyondChance(distinct(1, 600), distinct(601, 100))).isEmpty();
  }

  /**
   * A pair of equal rows is on both sides with the probability q = 2 p (1 - p), so r pairs with
   * q^r. A seventh: 0.245^9 = 3.2e-6, 0.245^10 = 7.8e-7. Half: 2^-19 = 1.9e-6, 2^-20 = 9.5e-7. A
   * hundredth: 0.0198^3 = 7.8e-6, 0.0198^4 = 1.5e-7. The same for 99 of a hundred.
   */
  @ParameterizedTest
  @CsvSource({"600, 100, 10", "500, 500, 20", "9900, 100, 4", "100, 9900, 4"})
  @DisplayName("are found from the least number on that chance gives in one of a million cases")
  void leaked(int train, int test, int min) {
    Rows fitted = distinct(1, train);
    Rows few = rows(test, i -> i < min - 1 ? 1 + i : 1 + train + i);
    assertThat(RepeatedRows.beyondChance(fitted, few)).isEmpty();
    Rows enough = rows(test, i -> i < min ? 1 + i : 1 + train + i);
    assertThat(RepeatedRows.beyondChance(fitted, enough)).contains(min);
  }

  /** A tenth of either side is blank; of 180 blanks chance gives the test rows 30 +- 5. */
  @Test
  @DisplayName("do not count where data repeat themselves, such as blank images")
  void blank() {
    Rows train = rows(1000, i -> i % 10 == 0 ? 0 : i);
    Rows test = rows(200, i -> i % 10 == 0 ? 0 : 1000 + i);
    assertThat(RepeatedRows.beyondChance(train, test)).isEmpty();
    Rows leaked = rows(200, i -> i % 10 == 0 ? 0 : i < 70 ? i : 1000 + i);
    assertThat(RepeatedRows.beyondChance(train, leaked)).contains(20 + 63);
  }

  @Test
  @DisplayName("are equal where a zero is negative")
  void negativeZero() {
    float[] values = new float[40];
    float[] negative = new float[40];
    for (int i = 0; i < 20; i++) {
      values[2 * i] = negative[2 * i] = i;
      negative[2 * i + 1] = -0f;
    }
    assertThat(RepeatedRows.beyondChance(new FloatRows(2, values), new FloatRows(2, negative)))
        .contains(20);
  }

  /** 4 x 5 x 100 splits of independent rows: false alarm below 2e-3 of the seeds. */
  @ParameterizedTest
  @ValueSource(ints = {2, 30, 1000, 100_000})
  @DisplayName("are no more than chance explains where rows are drawn independently")
  void independent(int values) {
    int[][] sizes = {{300, 10_000}, {1000, 1}, {1000, 20}, {1000, 1000}, {3, 400}};
    RandomStream random = RandomStream.of(7).at(values);
    for (int repetition = 0; repetition < 100; repetition++) {
      for (int[] size : sizes) {
        Rows train = rows(size[0], i -> (int) (values * random.nextDouble()));
        Rows test = rows(size[1], i -> (int) (values * random.nextDouble()));
        assertThat(RepeatedRows.beyondChance(train, test)).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("are none of the synthetic data, some of which repeat themselves")
  void synthetic() {
    Source synthetic = SyntheticData.load();
    Rows test = synthetic.test().orElseThrow().rows();
    assertThat(RepeatedRows.beyondChance(synthetic.train().rows(), test)).isEmpty();
    assertThat(RepeatedRows.beyondChance(synthetic.train().rows().first(300), test)).isEmpty();
  }
}
