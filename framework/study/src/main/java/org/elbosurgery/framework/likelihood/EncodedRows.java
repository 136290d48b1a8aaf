package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The posteriors of a block of rows, encoded together: one row at a time reads all weights for the
 * sake of one product with a vector. Blocks begin at multiples of their size and are filled up with
 * the last row, so that the posterior of a row is the same bits whichever rows are asked for.
 */
public final class EncodedRows {

  private static final int SIZE = 64;

  private final Rows rows;
  private final int from;
  private final double[] means;
  private final double[] logVariances;

  /**
   * Keeps the posteriors without copying.
   *
   * @param means {@code [SIZE, d]} row by row
   * @param logVariances {@code [SIZE, d]} row by row
   */
  private EncodedRows(Rows rows, int from, double[] means, double[] logVariances) {
    this.rows = rows;
    this.from = from;
    this.means = means;
    this.logVariances = logVariances;
  }

  /** Encodes the block that has a row. */
  public static EncodedRows of(EvaluationGraph graph, Rows rows, int row) {
    int from = row / SIZE * SIZE;
    int last = rows.size() - 1;
    int[] order = IntStream.range(from, from + SIZE).map(n -> Math.min(n, last)).toArray();
    try (INDArray x = Batch.of(rows, order, 0, SIZE, graph.dataType())) {
      EvaluationGraph.Encoded q = graph.encode(x);
      return new EncodedRows(
          rows, from, q.mean().data().asDouble(), q.logVariance().data().asDouble());
    }
  }

  /** Returns whether a row of some data is in the block. */
  public boolean has(Rows data, int row) {
    return data == rows && row >= from && row < from + SIZE;
  }

  /** Returns the mean of the posterior of a row in the block, {@code [d]}. */
  public double[] mean(int row) {
    return of(means, row);
  }

  /** Returns the log-variance of the posterior of a row in the block, {@code [d]}. */
  public double[] logVariance(int row) {
    return of(logVariances, row);
  }

  private double[] of(double[] values, int row) {
    int d = values.length / SIZE;
    return Arrays.copyOfRange(values, (row - from) * d, (row - from + 1) * d);
  }
}
