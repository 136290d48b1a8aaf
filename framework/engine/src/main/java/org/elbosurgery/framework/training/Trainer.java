package org.elbosurgery.framework.training;

import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.Objective;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.TrainingBatch;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.graph.TrainingGraph.Terms;
import org.elbosurgery.framework.plan.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One training run of one model. Every random draw is addressed by epoch or step, so a run resumed
 * from a snapshot gives the same result, bit for bit, as an uninterrupted one. For one thread.
 */
public final class Trainer {

  /** The number of rows that a validation pass evaluates at a time. */
  private static final int VALIDATION_BATCH = 500;

  private final ModelDefinition model;
  private final TrainingRows rows;
  private final TrainingOptions options;
  private final RandomStream random;
  private final TrainingGraph graph;
  private final GradientDescent descent;
  private final TrainingBatches batches;
  private TrainingProgress progress;
  private Optional<Parameters> best;
  private boolean hasCheckpoint;

  private Trainer(
      ModelDefinition model,
      TrainingRows rows,
      TrainingOptions options,
      RandomStream random,
      ParameterSource source,
      Execution execution) {
    this.model = model;
    this.rows = rows;
    this.options = options;
    this.random = random.named("train");
    Objective objective = new Objective(options.freeBits(), options.samplesPerRow());
    this.graph =
        new TrainingGraph(model, source, rows.fitted(), modelStream(random), execution, objective);
    Workers workers = execution.workers();
    this.batches = new TrainingBatches(rows, options, model, this.random, workers);
    this.descent = new GradientDescent(options.optimizer(), graph.parameters(), workers);
    this.progress = TrainingProgress.start();
    this.best = Optional.empty();
  }

  /**
   * Returns the stream that a model is bound with.
   *
   * @param random the root of all randomness of a run
   */
  public static RandomStream modelStream(RandomStream random) {
    return random.named("model");
  }

  /**
   * Starts from the model's initial parameters.
   *
   * @param model the model to train
   * @param rows the rows to train it on
   * @param options how to train it
   * @param random the root of all randomness, from the streams {@code model} and {@code train}
   * @param execution how the graphs are executed
   */
  public static Trainer start(
      ModelDefinition model,
      TrainingRows rows,
      TrainingOptions options,
      RandomStream random,
      Execution execution) {
    return new Trainer(model, rows, options, random, ParameterSource.INITIAL, execution);
  }

  /**
   * Continues from a snapshot of a run with the same model, rows, options, random stream and
   * execution.
   *
   * @throws ElboException USER if the snapshot's parameters do not fit the model
   */
  public static Trainer resume(
      ModelDefinition model,
      TrainingRows rows,
      TrainingOptions options,
      RandomStream random,
      Execution execution,
      TrainingSnapshot snapshot) {
    Trainer trainer =
        new Trainer(
            model, rows, options, random, ParameterSource.of(snapshot.parameters()), execution);
    trainer.descent.restore(snapshot.state());
    trainer.progress = snapshot.progress();
    trainer.best = snapshot.best().map(Parameters::copy);
    trainer.hasCheckpoint = true;
    return trainer;
  }

  /**
   * Trains to the end, or until this thread is interrupted.
   *
   * @param listener receives every step and epoch
   * @param checkpoints receives a snapshot every {@code checkpointEvery} epochs, at the end, and
   *     when interrupted
   * @return with validation, the parameters of the best epoch unless the options request the last;
   *     without validation, those of the last epoch
   * @throws ElboException NUMERIC if a term of the loss is not finite; the last snapshot remains
   *     valid
   * @throws InterruptedException if interrupted; the run can be resumed from the last snapshot
   */
  public Parameters train(TrainingListener listener, SnapshotStore checkpoints)
      throws InterruptedException {
    while (!progress.isFinished(options.epochs())) {
      finishEpoch(listener, checkpoints);
      requireFiniteParameters();
      progress = progress.finishedEpoch(rows.fitted().size(), validationElbo(), options);
      if (progress.bestEpoch(options.warmup()).equals(Optional.of(progress.epoch()))) {
        keepBest();
      }
      listener.finishedEpoch(progress, graph.parameters());
      if (progress.isFinished(options.epochs())
          || progress.epoch() % options.checkpointEvery() == 0) {
        save(checkpoints);
      }
    }
    return snapshot().trained(options).copy();
  }

  /** Keeps the parameters as the best so far, in the memory of those before. */
  private void keepBest() {
    best.ifPresentOrElse(
        kept -> kept.assign(graph.parameters()),
        () -> best = Optional.of(graph.parameters().copy()));
  }

  /** Returns the progress of the training. */
  public TrainingProgress progress() {
    return progress;
  }

  /** Returns the live parameters; changing them changes the training. */
  public Parameters parameters() {
    return graph.parameters();
  }

  /** Takes the remaining steps of the current epoch. */
  private void finishEpoch(TrainingListener listener, SnapshotStore checkpoints)
      throws InterruptedException {
    TrainingBatches.Epoch epoch = batches.epoch(progress.epoch());
    int steps = batches.perEpoch();
    while (progress.step() < steps) {
      if (Thread
          .interrupted()) { // clears the flag, because an interrupted thread cannot write files
        save(checkpoints);
        throw new InterruptedException("training was interrupted");
      }
      long start = System.nanoTime();
      int size;
      Terms terms;
      try (TrainingBatch batch = epoch.at(progress.step())) {
        size = batch.size();
        terms = step(batch);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      progress = progress.stepped(size, terms.reconstruction(), terms.averageKl(), seconds);
      listener.stepped(progress, (long) steps * options.epochs(), terms.elbo());
    }
  }

  private Terms step(TrainingBatch batch) {
    TrainingGraph.Evaluation evaluation = graph.evaluate(batch, beta());
    requireFinite("reconstruction", evaluation.terms().reconstruction());
    requireFinite("average KL", evaluation.terms().averageKl());
    descend(evaluation.gradients());
    graph.parameters().assignStates(evaluation.states());
    return evaluation.terms();
  }

  private void descend(Map<String, INDArray> gradients) {
    if (options.clipNorm() > 0) {
      GradientScaling.clip(gradients, options.clipNorm());
    }
    if (options.normalizeGradients()) {
      GradientScaling.normalize(gradients);
    }
    double rate = options.learningRate() * options.schedule().factor(options, progress.metrics());
    decay(rate * options.weightDecay());
    descent.step(gradients, rate, progress.iteration());
  }

  /**
   * Decays the parameters of encoder and decoder by a share; a prior's parameters are not weights.
   */
  private void decay(double share) {
    if (share > 0) {
      graph
          .parameters()
          .arrays()
          .forEach(
              (name, array) -> {
                if (!name.startsWith("prior/")) {
                  array.muli(1 - share);
                }
              });
    }
  }

  /**
   * Returns the weight of the average KL, which rises linearly from 0 to beta over the steps of the
   * warm-up.
   */
  private double beta() {
    double warmupSteps = (double) options.warmup() * batches.perEpoch();
    double risen = progress.iteration() >= warmupSteps ? 1 : progress.iteration() / warmupSteps;
    return options.beta() * risen;
  }

  private void requireFinite(String term, double value) {
    if (!Double.isFinite(value)) {
      throw notFinite("the " + term + " is " + value, progress.step() + 1);
    }
  }

  /** Checks the parameters, because the gradient of a finite loss can still be infinite. */
  private void requireFiniteParameters() {
    graph
        .parameters()
        .notFinite()
        .ifPresent(
            name -> {
              throw notFinite("parameter " + name + " is not finite", progress.step());
            });
  }

  private ElboException notFinite(String what, int step) {
    return ElboException.numeric(
        what
            + " in epoch "
            + (progress.epoch() + 1)
            + ", step "
            + step
            + (hasCheckpoint ? "; the checkpoints before it are kept" : ", before any checkpoint")
            + "; try a smaller --learning-rate or a --clip-norm");
  }

  /**
   * Returns the ELBO of the validation rows, with the same noise in every epoch; empty without
   * validation.
   */
  private Optional<Double> validationElbo() {
    return rows.validation().map(this::elbo);
  }

  private double elbo(Rows validation) {
    RandomStream noise = random.named("validation");
    double sum = 0;
    for (int from = 0; from < validation.size(); from += VALIDATION_BATCH) {
      int to = Math.min(validation.size(), from + VALIDATION_BATCH);
      try (TrainingBatch batch =
          TrainingBatch.ofOtherData(
              Batch.of(validation, from, to, model.dataType()),
              TrainingBatches.noise(noise.at(from), (to - from) * options.samplesPerRow(), model),
              noise)) {
        sum += (to - from) * graph.terms(batch).elbo();
      }
    }
    double elbo = sum / validation.size();
    if (!Double.isFinite(elbo)) {
      throw notFinite("the validation ELBO is " + elbo, progress.step());
    }
    return elbo;
  }

  private void save(SnapshotStore checkpoints) {
    checkpoints.save(snapshot());
    hasCheckpoint = true;
  }

  /** Returns the present state of the run, with the live arrays. */
  private TrainingSnapshot snapshot() {
    requireFiniteParameters();
    return new TrainingSnapshot(progress, graph.parameters(), descent.state(), best);
  }
}
