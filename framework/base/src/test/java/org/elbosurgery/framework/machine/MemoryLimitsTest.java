package org.elbosurgery.framework.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The memory")
final class MemoryLimitsTest {

  @Test
  @DisplayName("of the machine is read from what Linux writes")
  void readsMemoryInfo() {
    assertThat(MemoryLimits.parse("MemTotal:       24684084 kB\nMemFree:  1 kB\n"))
        .isEqualTo(24684084L * 1024);
    assertThat(MemoryLimits.parse("")).isZero();
  }

  @Test
  @DisplayName("is a container's where less is available than the machine has")
  void knowsContainer() {
    assertThat(new MemoryLimits(1, 2, 3).inContainer()).isTrue();
    assertThat(new MemoryLimits(1, 3, 3).inContainer()).isFalse();
  }

  @Test
  @DisplayName("of this process is more than nothing and no more than the machine's")
  void isThisOne() {
    MemoryLimits limits = MemoryLimits.current();
    assertThat(limits.heap()).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(limits.available()).isBetween(1L, limits.machine());
  }
}
