package org.elbosurgery.framework.plan;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import org.elbosurgery.framework.simd.Arithmetic;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The numbers that an optimizer keeps for each parameter. Nothing but updates reads them, so they
 * lie in the Java heap, where an update works on them in place: outside they would be copied in and
 * out, which takes longer than the arithmetic.
 */
final class UpdateState {

  private final int states;
  private final int[] sizes;
  private final float[][][] numbers;

  /** Made when it is first asked for, and kept, since memory outside the heap is freed late. */
  private INDArray copy;

  /**
   * Starts with zeros.
   *
   * @param states how many numbers there are for each parameter
   * @param sizes of the parameters' arrays
   */
  UpdateState(int states, List<Integer> sizes) {
    this.states = states;
    this.sizes = sizes.stream().mapToInt(size -> size).toArray();
    numbers = new float[sizes.size()][states][];
    for (int i = 0; i < numbers.length; i++) {
      int size = this.sizes[i];
      Arrays.setAll(numbers[i], k -> new float[padded(size)]);
    }
  }

  private static int padded(int size) {
    return Math.addExact(size, Arithmetic.PADDING - 1) / Arithmetic.PADDING * Arithmetic.PADDING;
  }

  /** Returns the live numbers of one of the parameters' arrays, an array for each state. */
  float[][] of(int parameter) {
    return numbers[parameter];
  }

  /** Returns a copy, {@code [states, parameters]}, which the next call overwrites. */
  INDArray copy() {
    if (copy == null) {
      copy = Nd4j.zeros(DataType.FLOAT, states, Arrays.stream(sizes).sum());
    }
    Memory memory = Memory.of(copy);
    int at = 0;
    for (int k = 0; k < states; k++) {
      for (int i = 0; i < sizes.length; i++) {
        memory.numbers().put(at, numbers[i][k], 0, sizes[i]);
        at += sizes[i];
      }
    }
    return copy;
  }

  /** Takes the numbers of a copy, {@code [states, parameters]}. */
  void assign(INDArray stored) {
    Memory memory = Memory.plain(stored);
    try {
      int at = 0;
      for (int k = 0; k < states; k++) {
        for (int i = 0; i < sizes.length; i++) {
          memory.numbers().get(at, numbers[i][k], 0, sizes[i]);
          at += sizes[i];
        }
      }
    } finally {
      Reference.reachabilityFence(memory); // its numbers do not keep the memory of a copy
    }
  }
}
