package org.elbosurgery.framework.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The processor")
final class ProcessorTest {

  private static final String OLD =
      """
      processor\t: 0
      vendor_id\t: GenuineIntel
      model name\t: Intel(R) Xeon(R) CPU X5650 @ 2.67GHz
      flags\t\t: fpu sse sse2 ssse3 sse4_1 sse4_2 popcnt
      bugs\t\t: many

      processor\t: 1
      model name\t: Intel(R) Xeon(R) CPU X5650 @ 2.67GHz
      flags\t\t: fpu sse sse2 ssse3 sse4_1 sse4_2 popcnt
      """;

  @Test
  @DisplayName("is read from what Linux writes on x86-64")
  void readsIntel() {
    assertThat(Processor.parse(OLD, "amd64", 1))
        .isEqualTo(new Processor("Intel(R) Xeon(R) CPU X5650 @ 2.67GHz", 2, 1, List.of("sse4_2")));
    assertThat(Processor.parse(OLD.replace("popcnt", "avx2 fma avx"), "amd64", 2).features())
        .containsExactly("sse4_2", "avx", "fma", "avx2");
  }

  @Test
  @DisplayName("is read from what Linux writes on ARM, which names no model")
  void readsArm() {
    assertThat(Processor.parse("processor\t: 0\nFeatures\t: fp asimd sve\n", "aarch64", 1))
        .isEqualTo(new Processor("aarch64", 1, 1, List.of("asimd", "sve")));
  }

  @Test
  @DisplayName("lacks AVX only where the system says what it has")
  void knowsLack() {
    assertThat(Processor.parse(OLD, "amd64", 1).lacksAvx()).isTrue();
    assertThat(Processor.parse(OLD.replace("popcnt", "avx"), "amd64", 1).lacksAvx()).isFalse();
    assertThat(Processor.parse("", "amd64", 3))
        .isEqualTo(new Processor("amd64", 3, 3, List.of()))
        .returns(false, Processor::lacksAvx);
  }

  @Test
  @DisplayName("is that of this machine")
  void isThisOne() {
    assertThat(Processor.current().usable()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(Processor.current().name()).isNotBlank();
  }
}
