package org.elbosurgery.framework.graph;

import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the loss of a batch is computed from, beside the parameters.
 *
 * @param x data, {@code [n, D]}
 * @param rows which training rows they are, {@code [n]}; -1 for other data
 * @param noise by which posteriors are sampled, standard normal, {@code [n S, d]} for S samples of
 *     each row
 * @param own the root of the streams of the plugins' own noise
 */
public record TrainingBatch(INDArray x, INDArray rows, INDArray noise, RandomStream own)
    implements AutoCloseable {

  /** Returns a batch of data that are not training rows. */
  public static TrainingBatch ofOtherData(INDArray x, INDArray noise, RandomStream own) {
    return new TrainingBatch(
        x, Nd4j.valueArrayOf(new long[] {x.size(0)}, -1, x.dataType()), noise, own);
  }

  /** Returns n. */
  public int size() {
    return (int) x.size(0);
  }

  @Override
  public void close() {
    x.close();
    rows.close();
    noise.close();
  }
}
