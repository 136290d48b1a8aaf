package org.elbosurgery.framework.call;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

@DisplayName("What a plugin answers twice")
final class AnswersTest {

  private static final Object PLUGIN = "a plugin";
  private static final int LARGE = 5000;

  private final Answers answers = new Answers();

  private void hold(INDArray answer) {
    answers.hold(PLUGIN, "bind", answer);
  }

  @Test
  @DisplayName("may be the same numbers in another order of memory, or a part of a larger array")
  void same() {
    INDArray numbers = Nd4j.createFromArray(0f, 1, 2, 3, 4, 5).reshape('c', 2, 3);
    hold(numbers);
    assertThatCode(() -> hold(numbers.dup('f'))).doesNotThrowAnyException();
    INDArray larger = Nd4j.vstack(Nd4j.ones(DataType.FLOAT, 1, 3), numbers);
    assertThatCode(() -> hold(larger.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all())))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "3, 'gave 0.0, and when asked again 7.0'",
    "4999, 'gave some numbers, and when asked again others'"
  })
  @DisplayName("is refused where one number differs, however far down, and -0 for 0")
  void other(int place, String difference) {
    hold(Nd4j.zeros(DataType.FLOAT, LARGE));
    INDArray other = Nd4j.zeros(DataType.FLOAT, LARGE);
    other.putScalar(place, 7);
    assertThatThrownBy(() -> hold(other))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(difference);
    INDArray negative = Nd4j.zeros(DataType.FLOAT, LARGE);
    negative.putScalar(place, -0f);
    assertThatThrownBy(() -> hold(negative)).isInstanceOf(ElboException.class);
  }

  @ParameterizedTest
  @CsvSource({"3, 4", "0, 4999", "4998, 4999"})
  @DisplayName("is refused where two numbers change their signs")
  void signs(int first, int second) {
    hold(Nd4j.ones(DataType.FLOAT, LARGE));
    INDArray other = Nd4j.ones(DataType.FLOAT, LARGE);
    other.putScalar(first, -1);
    other.putScalar(second, -1);
    assertThatThrownBy(() -> hold(other)).isInstanceOf(ElboException.class);
  }

  @Test
  @DisplayName("is refused where there are more numbers")
  void more() {
    hold(Nd4j.zeros(DataType.FLOAT, 2));
    assertThatThrownBy(() -> hold(Nd4j.zeros(DataType.FLOAT, 3)))
        .hasMessageContaining("gave 2 numbers, and when asked again 3");
  }
}
