package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.elbosurgery.framework.plan.Workers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batches of rows. */
final class BatchTest {

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 3, 9})
  @DisplayName(
      "rows that several threads gather are in the places of the order, also repeated ones")
  void together(int threads) {
    Rows rows = FloatRows.copyOf(2, new float[] {0, 1, 10, 11, 20, 21, 30, 31, 40, 41});
    int[] order = {9, 4, 1, 1, 0, 3, 3, 9};
    INDArray x = Nd4j.valueArrayOf(new long[] {6, 2}, -1f, DataType.FLOAT);
    Workers.of(threads).share(6, (from, to) -> Batch.copy(rows, order, 1 + from, 1 + to, x, from));
    assertThat(x.toFloatMatrix())
        .isDeepEqualTo(new float[][] {{40, 41}, {10, 11}, {10, 11}, {0, 1}, {30, 31}, {30, 31}});
    assertThat(Batch.of(rows, order, 1, 7, DataType.FLOAT)).isEqualTo(x);
  }
}
