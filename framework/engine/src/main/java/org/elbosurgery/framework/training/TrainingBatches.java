package org.elbosurgery.framework.training;

import java.util.Arrays;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.TrainingBatch;
import org.elbosurgery.framework.plan.Workers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The batches of a training: each epoch takes all rows once, in an order of its own, as they are
 * drawn for it. Order and noise are addressed by epoch and step, so that any batch can be made at
 * any time.
 */
public final class TrainingBatches {

  private final TrainingRows rows;
  private final int batch;
  private final int samplesPerRow;
  private final ModelDefinition model;
  private final RandomStream random;
  private final Workers workers;

  /**
   * Makes the batches of a training.
   *
   * @param random the streams {@code order} and {@code noise} under it are used
   * @param workers among whom the rows of a batch are shared out
   */
  public TrainingBatches(
      TrainingRows rows,
      TrainingOptions options,
      ModelDefinition model,
      RandomStream random,
      Workers workers) {
    this.rows = rows;
    this.batch = options.batch();
    this.samplesPerRow = options.samplesPerRow();
    this.model = model;
    this.random = random;
    this.workers = workers;
  }

  /** Returns the number of batches in an epoch, of which the last may be smaller. */
  public int perEpoch() {
    return (rows.fitted().size() - 1) / batch + 1;
  }

  /** Returns the batches of an epoch, counted from 0. */
  public Epoch epoch(int number) {
    Rows drawn = rows.fittedInEpoch(number);
    int[] order = random.named("order").at(number).permutation(drawn.size());
    return new Epoch(drawn, order, (long) number * perEpoch());
  }

  /** The batches of one epoch. */
  public final class Epoch {

    private final Rows drawn;
    private final int[] order;
    private final long stepsBefore;

    private Epoch(Rows drawn, int[] order, long stepsBefore) {
      this.drawn = drawn;
      this.order = order;
      this.stepsBefore = stepsBefore;
    }

    /** Returns the batch of a step of this epoch, counted from 0; the caller closes it. */
    public TrainingBatch at(int step) {
      int from = step * batch;
      int to = Math.min(order.length, from + batch);
      RandomStream noise = random.named("noise").at(stepsBefore + step);
      return new TrainingBatch(
          gathered(from, to),
          Nd4j.createFromArray(Arrays.copyOfRange(order, from, to)).castTo(model.dataType()),
          noise(noise, (to - from) * samplesPerRow, model),
          noise);
    }

    /** Returns the rows of a batch; every worker reads, or draws, its part of them. */
    private INDArray gathered(int from, int to) {
      INDArray x =
          Nd4j.createUninitialized(DataType.FLOAT, new long[] {to - from, drawn.width()}, 'c');
      workers.share(to - from, (a, b) -> Batch.copy(drawn, order, from + a, from + b, x, a));
      return x.castTo(model.dataType());
    }
  }

  /** Returns standard normal noise for n samples of z, {@code [n, d]}. */
  static INDArray noise(RandomStream stream, int n, ModelDefinition model) {
    return Nd4j.create(
            stream.gaussians(n * model.latentSize()), new long[] {n, model.latentSize()}, 'c')
        .castTo(model.dataType());
  }
}
