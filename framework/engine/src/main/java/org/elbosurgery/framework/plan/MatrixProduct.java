package org.elbosurgery.framework.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A matrix product, of which each worker computes a block of rows or columns by single-threaded
 * BLAS: one pool of threads instead of two that compete for the cores.
 */
final class MatrixProduct implements Step {

  /** The number of multiplications from which a second thread is worth starting. */
  private static final long WORTH_SHARING = 1 << 19;

  /** From this many rows per worker on, dividing the rows is faster than dividing the columns. */
  private static final int ENOUGH_ROWS = 128;

  /** Blocks begin at multiples of this, so that they do not share vectors. */
  private static final int ALIGNMENT = 16;

  private final Workers workers;
  private final List<Multiplication> blocks = new ArrayList<>();

  /**
   * Prepares the product.
   *
   * @param how which operands are transposed
   * @param product C = op(A) op(B)
   * @param a the memory of A
   * @param b the memory of B
   * @param c the memory of C
   * @param workers the threads to compute on
   */
  MatrixProduct(Alone.Product how, Node product, Memory a, Memory b, Memory c, Workers workers) {
    this.workers = workers;
    Matrix left = operand(product.input(0), a, how.firstTransposed());
    Matrix right = operand(product.input(1), b, how.secondTransposed());
    Matrix result = operand(product, c, false);
    int m = result.rows();
    int n = result.columns();
    boolean shared = (long) m * n * left.columns() >= WORTH_SHARING;
    int parts = shared ? workers.size() : 1;
    boolean byRows = m >= ENOUGH_ROWS * parts || m >= n;
    for (int part = 0; part < parts; part++) {
      int from = begin(byRows ? m : n, part, parts);
      int to = begin(byRows ? m : n, part + 1, parts);
      blocks.add(
          byRows
              ? new Multiplication(left.rows(from, to), right, 0, result.rows(from, to))
              : new Multiplication(left, right.columns(from, to), 0, result.columns(from, to)));
    }
  }

  private static Matrix operand(Node node, Memory memory, boolean transposed) {
    Matrix matrix = Matrix.of(memory, (int) node.shape()[0], (int) node.shape()[1]);
    return transposed ? matrix.transposed() : matrix;
  }

  private static int begin(int size, int part, int parts) {
    return part == parts
        ? size
        : Math.min(
            size, (int) ((long) size * part / parts + ALIGNMENT / 2) / ALIGNMENT * ALIGNMENT);
  }

  @Override
  public void run() {
    if (blocks.size() == 1) {
      blocks.get(0).run();
    } else {
      workers.together(worker -> blocks.get(worker).run());
    }
  }
}
