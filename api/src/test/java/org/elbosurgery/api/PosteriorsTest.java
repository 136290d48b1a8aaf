package org.elbosurgery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

@DisplayName("Codes")
final class PosteriorsTest {

  private final float[] mean = {1, 2, 3, 4, 5, 6};
  private final float[] logVariance = {-1, 0, 1, 0.5f, -0.5f, 2};
  private final Posteriors posteriors = new Posteriors(2, 3, mean, logVariance);

  @Test
  @DisplayName("give means and log-variances by row and dimension")
  void givesValues() {
    assertThat(posteriors.size()).isEqualTo(2);
    assertThat(posteriors.dimensions()).isEqualTo(3);
    assertThat(posteriors.mean(0, 2)).isEqualTo(3);
    assertThat(posteriors.mean(1, 0)).isEqualTo(4);
    assertThat(posteriors.logVariance(1, 2)).isEqualTo(2);
    assertThat(posteriors.standardDeviation(1, 2)).isCloseTo(Math.E, within(1e-15));
    assertThat(posteriors.means().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(posteriors.logVariances().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{-1, 0, 1}, {0.5f, -0.5f, 2}});
    assertThat(posteriors.means().dataType()).isEqualTo(DataType.FLOAT);
  }

  @Test
  @DisplayName("of one row and one dimension are a matrix too")
  void smallest() {
    INDArray means = new Posteriors(1, 1, new float[] {7}, new float[] {0}).means();
    assertThat(means.shape()).containsExactly(1, 1);
    assertThat(means.getFloat(0, 0)).isEqualTo(7);
  }

  @Test
  @DisplayName("do not change with the arrays that they were made of or that they gave")
  void areImmutable() {
    mean[0] = 99;
    logVariance[0] = 99;
    posteriors.means().assign(99);
    posteriors.logVariances().assign(99);
    assertThat(posteriors.mean(0, 0)).isEqualTo(1);
    assertThat(posteriors.logVariance(0, 0)).isEqualTo(-1);
    assertThat(posteriors.means().getFloat(0, 0)).isEqualTo(1);
  }

  @Test
  @DisplayName("have the entropy of a Gaussian: -E log q by quadrature, summed over dimensions")
  void entropy() {
    double expected = 0;
    for (int j = 0; j < 3; j++) {
      double sd = Math.exp(logVariance[j] / 2.0);
      NormalDistribution q = new NormalDistribution(null, mean[j], sd);
      double step = sd / 50;
      for (int i = -600; i <= 600; i++) { // the trapezoid rule converges geometrically here
        double z = mean[j] + i * step;
        expected -= step * q.density(z) * q.logDensity(z);
      }
    }
    assertThat(posteriors.entropy(0)).isCloseTo(expected, within(1e-9));
    // 1/2 (1 + log 2 pi) = 1.4189385332046727 for a unit variance.
    assertThat(new Posteriors(1, 1, new float[] {3}, new float[] {0}).entropy(0))
        .isCloseTo(1.4189385332046727, within(1e-15));
  }

  @Test
  @DisplayName("name the row and dimension of a value that is not finite")
  void refusesNonFinite() {
    mean[4] = Float.NaN;
    assertThatThrownBy(() -> new Posteriors(2, 3, mean, logVariance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mean is NaN in row 1, dimension 1");
    mean[4] = 0;
    logVariance[2] = Float.NEGATIVE_INFINITY;
    assertThatThrownBy(() -> new Posteriors(2, 3, mean, logVariance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("log-variance is -Infinity in row 0, dimension 2");
  }

  @Test
  @DisplayName("refuse sizes that do not fit")
  void refusesSizes() {
    assertThatThrownBy(() -> new Posteriors(3, 3, mean, logVariance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mean has 6 values, not 3 x 3");
    assertThatThrownBy(() -> new Posteriors(2, 3, mean, new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("log-variance has 5 values, not 2 x 3");
    assertThatThrownBy(() -> new Posteriors(0, 3, new float[0], new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Posteriors(3, 0, new float[0], new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Posteriors(1 << 20, 1 << 20, new float[0], new float[0]))
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }

  @Test
  @DisplayName("rows are taken in the order given, also twice")
  void rows() {
    Posteriors posteriors =
        new Posteriors(3, 2, new float[] {0, 1, 2, 3, 4, 5}, new float[] {0, 1, 2, 3, 4, 5});
    Posteriors rows = posteriors.rows(2, 0, 2);
    assertThat(rows.size()).isEqualTo(3);
    assertThat(rows.means().toFloatMatrix()).isDeepEqualTo(new float[][] {{4, 5}, {0, 1}, {4, 5}});
    assertThat(rows.logVariances()).isEqualTo(rows.means());
    assertThatThrownBy(() -> posteriors.rows(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Returns rows that are read where another object has them. */
  private static Posteriors elsewhere(Posteriors kept) {
    return new Posteriors(
        new PosteriorRows() {
          @Override
          public int size() {
            return kept.size();
          }

          @Override
          public int dimensions() {
            return kept.dimensions();
          }

          @Override
          public boolean isSinglePrecision() {
            return kept.isSinglePrecision();
          }

          @Override
          public void read(int from, int to, double[] mean, double[] logVariance) {
            kept.read(from, to, mean, logVariance);
          }
        });
  }

  @Test
  @DisplayName("that stay elsewhere are the same numbers, in any order, whole or in part")
  void stored() {
    int n = 1300; // more than twice what is held of them
    float[] numbers = RandomStream.of(1).gaussians(3 * n);
    float[] others = RandomStream.of(2).gaussians(3 * n);
    Posteriors kept = new Posteriors(n, 3, numbers, others);
    Posteriors stored = elsewhere(kept);
    for (int i = 0; i < n; i++) {
      int row = i * 701 % n;
      assertThat(stored.mean(row, 1)).isEqualTo(numbers[3 * row + 1]);
      assertThat(stored.logVariance(row, 2)).isEqualTo(others[3 * row + 2]);
    }
    assertThat(stored.means()).isEqualTo(kept.means());
    assertThat(stored.logVariances()).isEqualTo(kept.logVariances());
    assertThat(stored.range(100, 1250).means()).isEqualTo(kept.range(100, 1250).means());
    assertThat(kept.range(100, 1250).mean(0, 0)).isEqualTo(numbers[300]);
    assertThat(stored.rows(1299, 0, 7).logVariances())
        .isEqualTo(kept.rows(1299, 0, 7).logVariances());
    assertThatThrownBy(() -> stored.rows(n)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> stored.range(1, n + 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  @DisplayName("that stay elsewhere keep double precision")
  void storedDouble() {
    Posteriors kept = new Posteriors(2, 1, new double[] {1 + 1e-12, 2}, new double[] {0, 1e-12});
    Posteriors stored = elsewhere(kept);
    assertThat(stored.isSinglePrecision()).isFalse();
    assertThat(stored.range(0, 2).mean(0, 0)).isEqualTo(1 + 1e-12);
    assertThat(stored.rows(1).logVariance(0, 0)).isEqualTo(1e-12);
    assertThat(stored.means()).isEqualTo(kept.means());
  }
}
