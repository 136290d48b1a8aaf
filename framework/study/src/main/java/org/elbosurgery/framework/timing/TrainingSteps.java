package org.elbosurgery.framework.timing;

import java.util.concurrent.CancellationException;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.data.DataOptions;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.DataSource;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.training.SnapshotStore;
import org.elbosurgery.framework.training.Trainer;
import org.elbosurgery.framework.training.TrainingListener;
import org.elbosurgery.framework.training.TrainingOptions;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingRows;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Complete steps of a training by {@link Trainer}: batch, noise, gradients, Adam. The training
 * continues from turn to turn. A turn ends by interrupting the calling thread, and the interrupt is
 * cleared again.
 */
public final class TrainingSteps implements Contender {

  /** The number of steps in a turn of {@link #of}, enough to refill the caches after others. */
  public static final int STEPS_PER_TURN = 20;

  private static final RandomStream RANDOM = RandomStream.of(1);

  private final Trainer trainer;
  private final int steps;

  private TrainingSteps(Trainer trainer, int steps) {
    this.trainer = trainer;
    this.steps = steps;
  }

  /**
   * Starts the training of a case, in turns of {@link #STEPS_PER_TURN} steps.
   *
   * @throws org.elbosurgery.api.ElboException USER if there is no such plugin, or it does not fit
   *     the model
   */
  public static TrainingSteps of(
      StepCase step, Catalogs catalogs, DataSet data, Execution execution) {
    return new TrainingSteps(trainer(step, catalogs, data, execution), STEPS_PER_TURN);
  }

  /**
   * Starts the training of a case, in turns of a whole epoch.
   *
   * @throws org.elbosurgery.api.ElboException USER if there is no such plugin, or it does not fit
   *     the model
   */
  public static TrainingSteps epochs(
      StepCase step, Catalogs catalogs, DataSet data, Execution execution) {
    int steps = (data.train().size() - 1) / step.batch() + 1;
    return new TrainingSteps(trainer(step, catalogs, data, execution), steps);
  }

  private static Trainer trainer(
      StepCase step, Catalogs catalogs, DataSet data, Execution execution) {
    TrainingOptions options = options(step);
    ModelDefinition model = model(step, catalogs, data);
    return Trainer.start(model, new TrainingRows(data, options), options, RANDOM, execution);
  }

  /** Returns binarized MNIST. */
  public static DataSet data() {
    return data(new MlpDecoder());
  }

  /**
   * Returns binarized MNIST for the decoder of a case.
   *
   * @throws org.elbosurgery.api.ElboException USER if there is no such decoder, or its likelihood
   *     does not allow 0 and 1
   */
  public static DataSet data(StepCase step, Catalogs catalogs) {
    return data(catalogs.decoders().create(step.decoder()));
  }

  private static DataSet data(Decoder decoder) {
    return new DataSource()
        .load(new DataOptions(), PluginCall.of(decoder, "support", decoder::support), RANDOM);
  }

  /** Returns the model of a case. */
  public static ModelDefinition model(StepCase step, Catalogs catalogs, DataSet data) {
    return new ModelDefinition(
        catalogs.encoders().create(step.encoder()),
        catalogs.decoders().create(step.decoder()),
        catalogs.priors().create(step.prior()),
        data.train().width(),
        step.latent(),
        DataType.FLOAT);
  }

  private static TrainingOptions options(StepCase step) {
    return new TrainingOptions().endless(step.batch());
  }

  @Override
  public double[] turn() {
    Turn turn = new Turn(steps, trainer.progress().secondsSum());
    try {
      trainer.train(turn, SnapshotStore.NONE);
      throw new IllegalStateException("an endless training ended");
    } catch (InterruptedException e) {
      if (turn.taken < steps) { // an interrupt from elsewhere
        Thread.currentThread().interrupt();
        throw new CancellationException("the benchmark was interrupted");
      }
    }
    return turn.milliseconds;
  }

  /** Receives the steps and ends the turn. */
  private static final class Turn implements TrainingListener {

    private final double[] milliseconds;
    private double secondsBefore;
    private int taken;

    private Turn(int steps, double secondsBefore) {
      milliseconds = new double[steps];
      this.secondsBefore = secondsBefore;
    }

    @Override
    public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
      milliseconds[taken++] = (progress.secondsSum() - secondsBefore) * 1e3;
      secondsBefore = progress.secondsSum();
      if (taken == milliseconds.length) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void finishedEpoch(TrainingProgress progress, Parameters parameters) {
      secondsBefore = 0;
    }
  }
}
