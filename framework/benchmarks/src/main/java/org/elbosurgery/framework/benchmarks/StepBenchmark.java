package org.elbosurgery.framework.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataOptions;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.DataSource;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.elbosurgery.framework.training.SnapshotStore;
import org.elbosurgery.framework.training.Trainer;
import org.elbosurgery.framework.training.TrainingListener;
import org.elbosurgery.framework.training.TrainingOptions;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingRows;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The median time of a training step of each prior, and its ratio to the standard Gaussian's: the
 * whole step as {@link Trainer} takes it (batch, noise, gradients, Adam), at 10 latent dimensions,
 * with batches of 128 rows of binarized MNIST, the networks of the defaults and 500 components or
 * pseudo-inputs. The priors take turns in rounds of 20 steps within one process, so that whatever
 * else the machine does meets all of them; the first round is not counted. From the top of the
 * project:
 *
 * <pre>
 * OMP_NUM_THREADS=1 mvn -q -pl framework/benchmarks -am -DskipTests -Pbenchmark package \
 *   -Dbenchmark.class=org.elbosurgery.framework.benchmarks.StepBenchmark
 * </pre>
 *
 * <p>An argument, {@code -Dbenchmark.args=10}, is the number of rounds counted.
 */
public final class StepBenchmark {

  private static final List<String> PRIORS =
      List.of("gaussian", "gaussian:mean=learned,covariance=full", "mixture", "vamp");
  private static final int LATENT = 10;
  private static final int STEPS_PER_ROUND = 20;

  private StepBenchmark() {}

  /** Runs the benchmark. */
  public static void main(String[] args) {
    int rounds = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    PrintStream out = System.out;
    List<TimedTraining> trainings = PRIORS.stream().map(TimedTraining::of).toList();
    for (int round = 0; round <= rounds; round++) {
      for (TimedTraining training : trainings) {
        training.run(round > 0);
      }
    }
    double reference = trainings.get(0).median();
    for (TimedTraining training : trainings) {
      out.println(
          String.format(
              Locale.ROOT,
              "%-40s %7.2f ms a step %6.2f x gaussian",
              training.prior,
              training.median(),
              training.median() / reference));
    }
  }

  /** A training that can be left and gone on with. */
  private static final class TimedTraining implements TrainingListener {

    private final String prior;
    private final Trainer trainer;
    private final List<Double> milliseconds = new ArrayList<>();
    private double secondsBefore;
    private boolean counted;
    private int steps;

    private TimedTraining(String prior, Trainer trainer) {
      this.prior = prior;
      this.trainer = trainer;
    }

    static TimedTraining of(String spec) {
      Prior prior =
          Catalogs.load(PluginSource.of(StepBenchmark.class.getClassLoader()))
              .priors()
              .create(PluginSpec.parse(spec));
      RandomStream random = RandomStream.of(1);
      Decoder decoder = new MlpDecoder();
      DataSet data = new DataSource().load(new DataOptions(), decoder.support(), random);
      int dataSize = data.train().width();
      ModelDefinition model =
          new ModelDefinition(new MlpEncoder(), decoder, prior, dataSize, LATENT, DataType.FLOAT);
      TrainingOptions options = new TrainingOptions();
      TrainingRows rows = new TrainingRows(data, options);
      return new TimedTraining(
          spec,
          Trainer.start(
              model,
              rows,
              options,
              random,
              new org.elbosurgery.framework.experiment.RunOptions().execution()));
    }

    /** Takes a round of steps. */
    void run(boolean countedRound) {
      counted = countedRound;
      steps = 0;
      try {
        trainer.train(this, SnapshotStore.NONE);
        throw new IllegalArgumentException("the training ended; take fewer rounds");
      } catch (InterruptedException e) {
        // The listener's own interrupt: this prior's turn is over.
      }
    }

    @Override
    public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
      if (counted) {
        milliseconds.add((progress.secondsSum() - secondsBefore) * 1e3);
      }
      secondsBefore = progress.secondsSum();
      if (++steps == STEPS_PER_ROUND) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void finishedEpoch(TrainingProgress progress) {
      secondsBefore = 0;
    }

    double median() {
      double[] values = milliseconds.stream().mapToDouble(Double::doubleValue).toArray();
      return new Median().evaluate(values);
    }
  }
}
