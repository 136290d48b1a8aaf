package org.elbosurgery.framework.machine;

import org.elbosurgery.api.ElboException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Measures how fast ND4J multiplies matrices of the sizes that occur in a training step. */
final class MatrixProductRate {

  private static final int ROWS = 512;
  private static final int INNER = 784;
  private static final int COLUMNS = 512;
  private static final long OPERATIONS = 2L * ROWS * INNER * COLUMNS;
  private static final int FEWEST = 10;
  private static final long NANOSECONDS = 800_000_000;

  private MatrixProductRate() {}

  /**
   * Returns the rate in billions of floating-point operations per second, from the fastest of many
   * products.
   *
   * @throws ElboException NUMERIC if a product is wrong
   */
  static double gigaflops() {
    INDArray left = Nd4j.ones(DataType.FLOAT, ROWS, INNER);
    INDArray right = Nd4j.ones(DataType.FLOAT, INNER, COLUMNS);
    INDArray product = Nd4j.create(DataType.FLOAT, new long[] {ROWS, COLUMNS}, 'c');
    long best = Long.MAX_VALUE;
    long end = System.nanoTime() + NANOSECONDS;
    for (int i = 0; i < FEWEST || System.nanoTime() < end; i++) {
      long start = System.nanoTime();
      Nd4j.gemm(left, right, product, false, false, 1, 0);
      best = Math.min(best, System.nanoTime() - start);
    }
    requireRight(product);
    return (double) OPERATIONS / best;
  }

  /** Checks a product of matrices of ones, every element of which equals the inner size exactly. */
  private static void requireRight(INDArray product) {
    float min = product.minNumber().floatValue();
    float max = product.maxNumber().floatValue();
    if (min != INNER || max != INNER) {
      throw ElboException.numeric(
          "a matrix product that should be %d everywhere is from %s to %s"
              .formatted(INNER, min, max));
    }
  }
}
