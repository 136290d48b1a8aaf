package org.elbosurgery.framework.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Into how many parts components are divided. */
final class PartSizesTest {

  @Test
  @DisplayName("2^25 values are one part, more are parts of 2^22 values but for the last")
  void ends() {
    assertThat(PartSizes.ends(1, 1)).containsExactly(1);
    assertThat(PartSizes.ends(1 << 20, 1 << 5)).containsExactly(1 << 20);
    // 2^22 / 20 = 209715 rows; 10^7 of them are 47 parts and 143395 rows
    int[] ends = PartSizes.ends(10_000_000, 20);
    assertThat(ends).hasSize(48).startsWith(209_715, 419_430).endsWith(9_856_605, 10_000_000);
    assertThat(PartSizes.ends(Integer.MAX_VALUE, 1)).endsWith(Integer.MAX_VALUE);
    assertThat(PartSizes.ends(3, 1 << 24)).containsExactly(1, 2, 3);
  }

  @Test
  @DisplayName("as many are summed at a time as there are threads and memory")
  void atOnce() {
    assertThat(PartSizes.atOnce(1)).isEqualTo(1);
    assertThat((PartSizes.atOnce(1 << 20) * 24L) << 22)
        .isLessThanOrEqualTo(PartSizes.bytes())
        .isGreaterThanOrEqualTo(24L << 22);
  }
}
