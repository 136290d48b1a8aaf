package org.elbosurgery.framework.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order that brings near points together. */
final class KdOrderTest {

  private static float[] points(int n, int d) {
    RandomStream random = RandomStream.of(1);
    float[] points = new float[n * d];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) random.nextGaussian();
    }
    return points;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 512, 513, 5000})
  @DisplayName("every point is there once, whatever their number")
  void permutation(int n) {
    int[] order = KdOrder.of(points(n, 3), 3, 512, 32);
    assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
  }

  @Test
  @DisplayName("in one dimension the cells follow one another")
  void sortedCells() {
    float[] points = points(3000, 1);
    int[] order = KdOrder.of(points, 1, 512, 32);
    for (int cell = 32; cell < 3000; cell += 32) {
      float before = Float.NEGATIVE_INFINITY;
      for (int i = cell - 32; i < cell; i++) {
        before = Math.max(before, points[order[i]]);
      }
      for (int i = cell; i < Math.min(3000, cell + 32); i++) {
        assertThat(points[order[i]]).isGreaterThanOrEqualTo(before);
      }
    }
  }

  @Test
  @DisplayName("four clusters of the size of a cell become the cells")
  void clusters() {
    float[] points = points(128, 2);
    for (int i = 0; i < 128; i++) {
      points[2 * i] += 100 * (i % 2);
      points[2 * i + 1] += 200 * (i / 2 % 2);
    }
    int[] order = KdOrder.of(points, 2, 64, 32);
    for (int cell = 0; cell < 4; cell++) {
      int first = order[cell * 32] % 4;
      assertThat(Arrays.stream(order, cell * 32, cell * 32 + 32).map(i -> i % 4))
          .containsOnly(first);
    }
  }

  @Test
  @DisplayName("points all alike, and the greatest ones, do no harm")
  void degenerate() {
    assertThat(KdOrder.of(new float[4000], 2, 512, 32))
        .containsExactlyInAnyOrder(IntStream.range(0, 2000).toArray());
    float[] points = new float[4000];
    Arrays.fill(points, 0, 2000, Float.MAX_VALUE);
    Arrays.fill(points, 2000, 4000, -Float.MAX_VALUE);
    assertThat(KdOrder.of(points, 2, 512, 32))
        .containsExactlyInAnyOrder(IntStream.range(0, 2000).toArray());
  }
}
