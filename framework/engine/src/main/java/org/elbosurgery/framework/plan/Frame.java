package org.elbosurgery.framework.plan;

import java.util.Arrays;

/** One worker's state in a row loop: its registers, its sums over rows, and the block it is at. */
final class Frame {

  /** A block of rows each, row after row. */
  final float[][] registers;

  /** The sums of the rows since they were last carried over. */
  final float[][] sums;

  /** The sums of the rows before. */
  final double[][] totals;

  /** The first row of the block, of all rows of the loop. */
  int first;

  /** How many rows the block has. */
  int rows;

  Frame(RowProgram program) {
    registers = new float[program.registers()][program.registerSize()];
    sums = program.sums().stream().map(sum -> new float[sum.width()]).toArray(float[][]::new);
    totals = program.sums().stream().map(sum -> new double[sum.width()]).toArray(double[][]::new);
  }

  /** Begins all sums anew. */
  void clear() {
    for (double[] total : totals) {
      Arrays.fill(total, 0);
    }
  }

  /** Carries the sums in single precision over to those in double precision. */
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
