package org.elbosurgery.framework.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The multiply-adds")
final class MultiplyAddsTest {

  static Stream<MultiplyAdds> loops() {
    return Stream.of(new ScalarMultiplyAdds(), new VectorMultiplyAdds());
  }

  /** Every sum follows x <- x / 2 + 1, which tends to 2; after 60 rounds it is there. */
  @ParameterizedTest
  @MethodSource("loops")
  @DisplayName("are all done: each of the sums reaches its limit")
  void allSumsMove(MultiplyAdds loop) {
    int sums = loop.operations() / 2;
    assertThat(loop.run(60)).isEqualTo(2f * sums);
    assertThat(loop.run(1)).isNotEqualTo(2f * sums);
  }

  @Test
  @DisplayName("are measured on the widest vectors of this JVM, which the tests start with them")
  void measures() throws InterruptedException {
    MultiplyAddPeak peak = MultiplyAddPeak.measure(2);
    assertThat(peak.gigaflops()).isPositive().isFinite();
    assertThat(List.of(64, 128, 256, 512)).map(OptionalInt::of).contains(peak.vectorBits());
  }
}
