package org.elbosurgery.framework.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Shapes as rows and widths, and how they broadcast. */
final class ExtentTest {

  @Test
  @DisplayName(
      "axes of size 1 do not count, the last of the others is the width, a vector a column")
  void extents() {
    assertThat(Extent.of()).isEqualTo(new Extent(1, 1));
    assertThat(Extent.of(1, 1, 1)).isEqualTo(new Extent(1, 1));
    assertThat(Extent.of(5)).isEqualTo(new Extent(5, 1));
    assertThat(Extent.of(1, 5)).isEqualTo(new Extent(5, 1));
    assertThat(Extent.of(1, 5, 1)).isEqualTo(new Extent(5, 1));
    assertThat(Extent.of(3, 1, 5)).isEqualTo(new Extent(3, 5));
    assertThat(Extent.of(2, 3, 5)).isEqualTo(new Extent(6, 5));
  }

  @Test
  @DisplayName("operands meet a result in full, by row, by column or as one number, or not at all")
  void broadcasts() {
    long[] result = {1, 4, 3};
    assertThat(Broadcast.of(new long[] {4, 3}, result)).contains(Broadcast.FULL);
    assertThat(Broadcast.of(new long[] {3}, result)).contains(Broadcast.ROW);
    assertThat(Broadcast.of(new long[] {1, 1, 3}, result)).contains(Broadcast.ROW);
    assertThat(Broadcast.of(new long[] {4, 1}, result)).contains(Broadcast.COLUMN);
    assertThat(Broadcast.of(new long[] {}, result)).contains(Broadcast.SCALAR);
    assertThat(Broadcast.of(new long[] {1, 1}, result)).contains(Broadcast.SCALAR);
    assertThat(Broadcast.of(new long[] {4}, result)).isEmpty();
    assertThat(Broadcast.of(new long[] {2, 1, 3}, new long[] {2, 4, 3})).isEmpty();
    assertThat(Broadcast.of(new long[] {1}, new long[] {1, 1})).contains(Broadcast.FULL);
  }
}
