package org.elbosurgery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Means over strata and their standard errors, by hand. */
final class StratifiedMeansTest {

  @Test
  @DisplayName("with two samples a point only the spread within the points counts")
  void withinPoints() {
    StratifiedMeans means = new StratifiedMeans(1, 2);
    assertThat(means.add(new double[] {1, 3})).containsExactly(2); // variance 2
    means.add(new double[] {100, 104}); // variance 8
    Estimate estimate = means.mean(0);
    assertThat(estimate.mean()).isEqualTo(52);
    // sqrt(2/2 + 8/2) / 2
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(5) / 2, within(1e-15));
    assertThat(estimate.samples()).isEqualTo(4);
  }

  @Test
  @DisplayName("with one sample a point all spread counts")
  void pooled() {
    StratifiedMeans means = new StratifiedMeans(1, 1);
    for (double value : new double[] {1, 2, 6}) {
      means.add(new double[] {value});
    }
    // mean 3, squares 4 + 1 + 9, variance 7
    assertThat(means.mean(0).mean()).isEqualTo(3);
    assertThat(means.mean(0).standardError()).isCloseTo(Math.sqrt(7.0 / 3), within(1e-15));
  }

  @Test
  @DisplayName("a combination's error is that of the combined series")
  void combination() {
    double[][] x = {{1, 4, 2}, {5, 5, 9}, {0, 3, -3}};
    double[][] y = {{2, 2, 7}, {1, -5, 9}, {8, 3, 3}};
    StratifiedMeans both = new StratifiedMeans(2, 3);
    StratifiedMeans series = new StratifiedMeans(1, 3);
    for (int n = 0; n < 3; n++) {
      both.add(x[n], y[n]);
      double[] combined = new double[3];
      for (int s = 0; s < 3; s++) {
        combined[s] = 10 + 0.25 * x[n][s] - 2 * y[n][s];
      }
      series.add(combined);
    }
    Estimate combined = both.combination(10, 0.25, -2);
    assertThat(combined.mean()).isCloseTo(series.mean(0).mean(), within(1e-14));
    assertThat(combined.standardError()).isCloseTo(series.mean(0).standardError(), within(1e-14));
  }

  @Test
  @DisplayName("a constant has no error, and a large one takes none of the digits")
  void constants() {
    StratifiedMeans means = new StratifiedMeans(1, 3);
    for (int n = 0; n < 1000; n++) {
      means.add(new double[] {0.1, 0.1, 0.1});
    }
    assertThat(means.mean(0).standardError()).isZero();
    StratifiedMeans shifted = new StratifiedMeans(1, 2);
    shifted.add(new double[] {1e9, 1e9 + 1});
    shifted.add(new double[] {1e9 - 1, 1e9});
    assertThat(shifted.mean(0).standardError()).isCloseTo(Math.sqrt(0.5) / 2, within(1e-12));
  }

  @Test
  @DisplayName("one sample in all has no standard error; wrong shapes are refused")
  void refusals() {
    StratifiedMeans means = new StratifiedMeans(1, 1);
    means.add(new double[] {1});
    assertThatThrownBy(() -> means.mean(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> means.add(new double[2])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> means.add(new double[1], new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StratifiedMeans(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
