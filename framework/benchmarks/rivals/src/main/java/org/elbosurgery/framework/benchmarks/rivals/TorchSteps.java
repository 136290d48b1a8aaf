package org.elbosurgery.framework.benchmarks.rivals;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.timing.Contender;

/**
 * Complete steps of a training in libtorch: batch, noise, gradients by autograd, fused Adam. A turn
 * is a whole epoch.
 */
final class TorchSteps implements Contender {

  private final Rows rows;
  private final int latent;
  private final int batchSize;
  private final float[] batch;
  private final FloatPointer memory;
  private final TorchVae model;
  private final FusedAdam adam;
  private int epoch;

  private TorchSteps(Parameters parameters, Rows rows, int latent, int batchSize) {
    this.rows = rows;
    this.latent = latent;
    this.batchSize = batchSize;
    batch = new float[batchSize * rows.width()];
    memory = new FloatPointer(batch.length);
    TorchParameters leaves = new TorchParameters(parameters);
    model = new TorchVae(leaves);
    adam = new FusedAdam(leaves.all());
  }

  /** Starts the training of a model from its own initial parameters. */
  static TorchSteps of(ModelDefinition definition, DataSet data, int batchSize) {
    Parameters parameters =
        new TrainingGraph(definition, ParameterSource.INITIAL, data.train(), RandomStream.of(1))
            .parameters();
    return new TorchSteps(parameters, data.train(), definition.latentSize(), batchSize);
  }

  @Override
  public double[] turn() {
    int[] order = RandomStream.of(1).named("order").at(epoch++).permutation(rows.size());
    double[] milliseconds = new double[(order.length - 1) / batchSize + 1];
    for (int i = 0; i < milliseconds.length; i++) {
      int from = i * batchSize;
      long start = System.nanoTime();
      double loss = step(order, from, Math.min(order.length, from + batchSize));
      milliseconds[i] = (System.nanoTime() - start) * 1e-6;
      if (!Double.isFinite(loss)) {
        throw new ArithmeticException("the loss is " + loss);
      }
    }
    return milliseconds;
  }

  /**
   * Takes a step. Everything but the leaves is freed at its end, so that the next step reuses warm
   * memory.
   */
  @SuppressWarnings("try") // the scope is there to be closed
  private double step(int[] order, int from, int to) {
    try (PointerScope scope = new PointerScope()) {
      int size = to - from;
      for (int i = 0; i < size; i++) {
        rows.copyTo(order[from + i], batch, i * rows.width());
      }
      memory.put(batch, 0, size * rows.width());
      Tensor x = torch.from_blob(memory, size, rows.width());
      Tensor loss = model.loss(x, torch.randn(size, latent));
      loss.backward();
      adam.step();
      return loss.item_float();
    }
  }
}
