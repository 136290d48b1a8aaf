package org.elbosurgery.framework.plan;

import org.elbosurgery.framework.simd.Elementwise;

/** What makes a value of a plan from others. */
sealed interface Operation {

  /** A variable of the graph that is given: a placeholder, a parameter, a constant. */
  record Source(String variable) implements Operation {}

  /** A number known when the plan is made, in every place of the shape. */
  record Fill(float value) implements Operation {}

  /** A function applied number by number, operands broadcast to the shape of the result. */
  record Map(Elementwise function, float constant) implements Operation {}

  /** The sum of each row, a column. */
  record RowSum() implements Operation {}

  /** The greatest number of each row, a column. */
  record RowMax() implements Operation {}

  /** The second operand, a column, at the first place of its row's greatest number; 0 elsewhere. */
  record RowMaxGradient() implements Operation {}

  /** The greatest of all numbers. */
  record Peak() implements Operation {}

  /** The second operand, a number, at the first place of the greatest; 0 elsewhere. */
  record PeakGradient() implements Operation {}

  /** The sum of all rows, one row. */
  record ColumnSum() implements Operation {}

  /** Matrices of equally many rows side by side. */
  record Join() implements Operation {}

  /** The columns of a matrix from one on. */
  record Columns(int from) implements Operation {}

  /** The product of two matrices, each transposed or not. */
  record Product(boolean firstTransposed, boolean secondTransposed) implements Operation {}

  /** A matrix transposed. */
  record Transpose() implements Operation {}

  /** The same numbers in the same order in another shape. */
  record View() implements Operation {}

  /** An output of an operation that ND4J executes. */
  record Foreign(String operation, int output) implements Operation {}
}
