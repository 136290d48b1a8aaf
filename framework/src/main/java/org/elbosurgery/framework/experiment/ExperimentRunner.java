package org.elbosurgery.framework.experiment;

import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.ExperimentListener.Phase;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.surgery.Kernel;
import org.elbosurgery.framework.training.SnapshotStore;
import org.elbosurgery.framework.training.Trainer;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingSnapshot;
import org.elbosurgery.framework.version.Versions;

/** Runs experiments: train, freeze, encode once, take apart. */
public final class ExperimentRunner {

  /**
   * Runs an experiment in a folder, from its newest checkpoint if there is one, and leaves
   * everything there.
   *
   * @param experiment what to run
   * @param folder made for this experiment
   * @param listener hears how far it is
   * @return the result, also written to the folder
   * @throws ElboException NUMERIC if a loss or a code is not finite; USER if the newest checkpoint
   *     is damaged
   * @throws InterruptedException if this thread is interrupted while training; a checkpoint is left
   */
  public Result run(Experiment experiment, RunFolder folder, ExperimentListener listener)
      throws InterruptedException {
    folder.requireData(experiment);
    Optional<TrainingSnapshot> snapshot = folder.checkpoints().newest();
    Trainer trainer =
        snapshot
            .map(s -> resumed(experiment, s))
            .orElseGet(
                () ->
                    Trainer.start(
                        experiment.model(),
                        experiment.trainingRows(),
                        experiment.spec().training(),
                        experiment.random()));
    SnapshotStore checkpoints = folder.checkpoints();
    Parameters parameters = trainer.train(new MetricsWriter(folder, listener), checkpoints);
    return operate(experiment, parameters, trainer.progress(), Optional.of(folder), listener);
  }

  private static Trainer resumed(Experiment experiment, TrainingSnapshot snapshot) {
    return Trainer.resume(
        experiment.model(),
        experiment.trainingRows(),
        experiment.spec().training(),
        experiment.random(),
        snapshot);
  }

  /**
   * Repeats the surgery of a finished run; writes nothing.
   *
   * @param experiment the run's, possibly with other {@link SurgeryOptions}
   * @param folder the run's
   * @throws ElboException USER if training is not finished or the newest checkpoint is damaged
   */
  public Result decompose(Experiment experiment, RunFolder folder, ExperimentListener listener) {
    folder.requireData(experiment);
    TrainingSnapshot snapshot =
        folder
            .checkpoints()
            .newest()
            .filter(s -> s.progress().isFinished(experiment.spec().training().epochs()))
            .orElseThrow(
                () ->
                    ElboException.user(
                        "the run in "
                            + folder.path()
                            + " is not finished; finish it with elbo run --resume "
                            + folder.path()));
    Parameters parameters = snapshot.best().orElse(snapshot.parameters());
    return operate(experiment, parameters, snapshot.progress(), Optional.empty(), listener);
  }

  private static Result operate(
      Experiment experiment,
      Parameters parameters,
      TrainingProgress progress,
      Optional<RunFolder> folder,
      ExperimentListener listener) {
    Rows fitted = experiment.trainingRows().fitted();
    EvaluationGraph graph =
        new EvaluationGraph(
            experiment.model(), parameters, fitted, Trainer.modelStream(experiment.random()));
    ModelSurgery surgery =
        new ModelSurgery(graph, experiment.model().dataType(), experiment.estimator());
    int d = experiment.model().latentSize();
    Codes codes = surgery.encode(fitted, d, to(listener, Phase.ENCODE));
    folder.ifPresent(f -> f.writeCodes(codes));
    folder.ifPresent(f -> f.writePrior(surgery.prior()));
    RandomStream random = experiment.random().named("surgery");
    Surgery train =
        surgery.operate(
            fitted, codes, budget(experiment, listener, Phase.SURGERY), random.named("train"));
    Optional<Surgery> test =
        experiment
            .data()
            .test()
            .map(
                rows -> {
                  Codes testCodes = surgery.encode(rows, d, to(listener, Phase.ENCODE_TEST));
                  folder.ifPresent(f -> f.writeTestCodes(testCodes));
                  return surgery.operate(
                      rows,
                      testCodes,
                      budget(experiment, listener, Phase.SURGERY_TEST),
                      random.named("test"));
                });
    Result result =
        new Result(
            train,
            test,
            new Result.Provenance(
                Versions.current(),
                experiment.spec(),
                experiment.data().sha256(),
                progress.epoch(),
                progress.bestEpoch(),
                Kernel.fastest(codes).label()));
    folder.ifPresent(f -> f.writeResult(result));
    return result;
  }

  private static ProgressListener to(ExperimentListener listener, Phase phase) {
    return (done, total) -> listener.advanced(phase, done, total);
  }

  private static Budget budget(Experiment experiment, ExperimentListener listener, Phase phase) {
    return new Budget(
        experiment.spec().surgery().samples(),
        experiment.spec().run().threads(),
        to(listener, phase));
  }

  /** Keeps {@code metrics.csv} up to date and passes everything on. */
  private record MetricsWriter(RunFolder folder, ExperimentListener listener)
      implements ExperimentListener {

    @Override
    public void stepped(TrainingProgress progress, int totalSteps, double elbo) {
      listener.stepped(progress, totalSteps, elbo);
    }

    @Override
    public void finishedEpoch(TrainingProgress progress) {
      folder.writeMetrics(progress.metrics());
      listener.finishedEpoch(progress);
    }
  }
}
