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
import org.elbosurgery.framework.timing.TrainingSteps;

/** Complete steps of a training in libtorch: batch, noise, gradients by autograd, fused Adam. */
final class TorchSteps implements Contender {

  private final Rows rows;
  private final int latent;
  private final float[] batch;
  private final FloatPointer memory;
  private final Tensor x;
  private final TorchVae model;
  private final FusedAdam adam;
  private int[] order;
  private int next;
  private int epoch;

  private TorchSteps(Parameters parameters, Rows rows, int latent, int batchSize) {
    this.rows = rows;
    this.latent = latent;
    batch = new float[batchSize * rows.width()];
    memory = new FloatPointer(batch.length);
    x = torch.from_blob(memory, batchSize, rows.width());
    TorchParameters leaves = new TorchParameters(parameters);
    model = new TorchVae(leaves);
    adam = new FusedAdam(leaves.all());
    shuffle();
  }

  /** Starts the training of a model from its own initial parameters. */
  static TorchSteps of(ModelDefinition definition, DataSet data, int batchSize) {
    Parameters parameters =
        new TrainingGraph(definition, ParameterSource.INITIAL, data.train(), RandomStream.of(1))
            .parameters();
    return new TorchSteps(parameters, data.train(), definition.latentSize(), batchSize);
  }

  private void shuffle() {
    order = RandomStream.of(1).named("order").at(epoch++).permutation(rows.size());
    next = 0;
  }

  @Override
  public double[] turn() {
    double[] milliseconds = new double[TrainingSteps.STEPS_PER_TURN];
    for (int i = 0; i < milliseconds.length; i++) {
      if (next + x.size(0) > order.length) {
        shuffle();
      }
      long start = System.nanoTime();
      double loss = step();
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
  private double step() {
    try (PointerScope scope = new PointerScope()) {
      int size = batch.length / rows.width();
      for (int i = 0; i < size; i++) {
        rows.copyTo(order[next++], batch, i * rows.width());
      }
      memory.put(batch);
      Tensor loss = model.loss(x, torch.randn(size, latent));
      loss.backward();
      adam.step();
      return loss.item_float();
    }
  }
}
