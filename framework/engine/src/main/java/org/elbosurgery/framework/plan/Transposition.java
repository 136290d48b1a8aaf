package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;

/** Writes the transpose of a matrix. */
final class Transposition implements Step {

  private final FloatBuffer from;
  private final FloatBuffer to;
  private final int rows;
  private final int columns;

  /**
   * Makes the step.
   *
   * @param from the matrix, {@code [rows, columns]}
   * @param to receives it, {@code [columns, rows]}
   */
  Transposition(Memory from, Memory to, int rows, int columns) {
    this.from = from.numbers();
    this.to = to.numbers();
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public void run() {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to.put(j * rows + i, from.get(i * columns + j));
      }
    }
  }
}
