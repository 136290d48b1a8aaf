package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SyntheticDataTest {

  /**
   * The mean number of set pixels in a row, and its standard deviation, by quadrature over z on a
   * grid of step 0.01 (in NumPy).
   */
  private static final double MEAN = 11.931107;

  private static final double DEVIATION = 2.257092;

  @Test
  @DisplayName("there are 2000 and 500 rows of 64 pixels, as bright as the model says")
  void model() {
    Source source = SyntheticData.load();
    Rows train = source.train().rows();
    Rows test = source.test().orElseThrow().rows();
    assertThat(train.size()).isEqualTo(2000);
    assertThat(test.size()).isEqualTo(500);
    assertThat(train.width()).isEqualTo(64);
    // Five standard errors: a false alarm in 1.7 million seeds.
    assertThat(RowValues.sum(train) / 2000)
        .isCloseTo(MEAN, within(5 * DEVIATION / Math.sqrt(2000)));
    assertThat(RowValues.sum(test) / 500).isCloseTo(MEAN, within(5 * DEVIATION / Math.sqrt(500)));
  }

  @Test
  @DisplayName("training and test rows are drawn apart, and the same every time")
  void fixed() {
    Source source = SyntheticData.load();
    float[][] train = RowValues.of(source.train().rows());
    float[][] test = RowValues.of(source.test().orElseThrow().rows());
    assertThat(train[0]).isNotEqualTo(test[0]);
    assertThat(train[0]).isNotEqualTo(train[1]);
    // Our own, so that results on this set stay comparable from version to version.
    assertThat(source.sha256())
        .isEqualTo("444351ee338b5fefa4fbc7831149b83de4cad34028efaeb9d1a5d8cda48d084a");
  }
}
