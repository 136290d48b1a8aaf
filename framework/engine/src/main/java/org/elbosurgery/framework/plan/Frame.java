package org.elbosurgery.framework.plan;

import java.util.Arrays;

/**
 * The state of one worker in a row loop: its registers, its sums over rows, and its current block.
 */
final class Frame {

  /** The registers; each holds a block of rows, row after row. */
  final float[][] registers;

  /** The sums of the rows since they were last carried over to {@link #totals}. */
  final float[][] sums;

  /** The sums of all earlier rows. */
  final double[][] totals;

  /** The number of the block's first row within the loop. */
  int first;

  /** The number of rows in the block. */
  int rows;

  Frame(RowProgram program) {
    registers = new float[program.registers()][program.registerSize()];
    sums = program.sums().stream().map(sum -> new float[sum.width()]).toArray(float[][]::new);
    totals = program.sums().stream().map(sum -> new double[sum.width()]).toArray(double[][]::new);
  }

  /** Sets all sums to zero. */
  void clear() {
    for (double[] total : totals) {
      Arrays.fill(total, 0);
    }
  }

  /** Adds the single-precision sums to the double-precision ones and sets them to zero. */
  void carry() {
    for (int i = 0; i < sums.length; i++) {
      carry(sums[i], totals[i]);
    }
  }

  private static void carry(float[] sum, double[] total) {
    for (int j = 0; j < sum.length; j++) {
      total[j] += sum[j];
      sum[j] = 0;
    }
  }
}
