package org.elbosurgery.framework.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.elbosurgery.framework.machine.Threads.Source;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The threads")
final class ThreadsTest {

  @Test
  @DisplayName("are those of the environment, which may be more or fewer than the processors")
  void takesEnvironment() {
    assertThat(Threads.of("3", 2)).isEqualTo(new Threads(3, Source.ENVIRONMENT));
    assertThat(Threads.of("1", 2)).isEqualTo(new Threads(1, Source.ENVIRONMENT));
    assertThat(Threads.of("1024", 2)).isEqualTo(new Threads(1024, Source.ENVIRONMENT));
  }

  @ParameterizedTest(name = "OMP_NUM_THREADS={0}")
  @NullSource
  @ValueSource(strings = {"", "0", "-1", "1.5", "two", "4,2", "1025", "99999999999", " 2"})
  @DisplayName("are one for each processor where the environment gives no number")
  void takesProcessors(String variable) {
    assertThat(Threads.of(variable, 2)).isEqualTo(new Threads(2, Source.PROCESSORS));
    assertThat(Threads.of(variable, 5000)).isEqualTo(new Threads(1024, Source.PROCESSORS));
  }

  @Test
  @DisplayName("are refused by a sentence that says what is allowed")
  void namesProblem() {
    assertThat(Threads.problem("4,2"))
        .contains(
            "OMP_NUM_THREADS is '4,2'; allowed is a whole number from 1 to 1024: set one, or unset"
                + " it");
    assertThat(Threads.problem("0")).isPresent();
    assertThat(Threads.problem("4")).isEmpty();
    assertThat(Threads.problem("")).isEmpty();
    assertThat(Threads.problem(null)).isEmpty();
  }

  @Test
  @DisplayName("are at least one")
  void refusesNone() {
    assertThat(Threads.ofOption(7)).isEqualTo(new Threads(7, Source.OPTION));
    assertThatIllegalArgumentException().isThrownBy(() -> Threads.ofOption(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Threads.ofOption(1025));
  }
}
