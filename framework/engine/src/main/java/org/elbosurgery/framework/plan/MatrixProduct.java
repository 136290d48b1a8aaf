package org.elbosurgery.framework.plan;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

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
    int m = (int) product.shape()[0];
    int n = (int) product.shape()[1];
    int k = (int) product.input(0).shape()[how.firstTransposed() ? 0 : 1];
    boolean shared = (long) m * n * k >= WORTH_SHARING;
    int parts = shared ? workers.size() : 1;
    boolean byRows = m >= ENOUGH_ROWS * parts || m >= n;
    for (int part = 0; part < parts; part++) {
      int from = begin(byRows ? m : n, part, parts);
      int to = begin(byRows ? m : n, part + 1, parts);
      blocks.add(
          byRows
              ? block(how, product, a, b, c, new int[] {from, to}, new int[] {0, n})
              : block(how, product, a, b, c, new int[] {0, m}, new int[] {from, to}));
    }
  }

  private static int begin(int size, int part, int parts) {
    return part == parts
        ? size
        : Math.min(
            size, (int) ((long) size * part / parts + ALIGNMENT / 2) / ALIGNMENT * ALIGNMENT);
  }

  private static Multiplication block(
      Alone.Product how, Node product, Memory a, Memory b, Memory c, int[] rows, int[] columns) {
    int lda = (int) product.input(0).shape()[1];
    int ldb = (int) product.input(1).shape()[1];
    int ldc = (int) product.shape()[1];
    long startA = how.firstTransposed() ? rows[0] : (long) rows[0] * lda;
    long startB = how.secondTransposed() ? (long) columns[0] * ldb : columns[0];
    return new Multiplication(
        how.firstTransposed() ? CblasTrans : CblasNoTrans,
        how.secondTransposed() ? CblasTrans : CblasNoTrans,
        rows[1] - rows[0],
        columns[1] - columns[0],
        (int) product.input(0).shape()[how.firstTransposed() ? 0 : 1],
        a.pointer(startA),
        lda,
        b.pointer(startB),
        ldb,
        0,
        c.pointer((long) rows[0] * ldc + columns[0]),
        ldc);
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
