package org.elbosurgery.framework.experiment;

import java.util.Optional;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.machine.NativeSettings;
import org.elbosurgery.framework.training.SnapshotStore;
import org.elbosurgery.framework.training.Trainer;
import org.elbosurgery.framework.training.TrainingSnapshot;
import org.elbosurgery.framework.version.Versions;

/** Runs experiments: trains and freezes a model, encodes the data once, and decomposes the ELBO. */
public final class ExperimentRunner {

  /**
   * Runs an experiment in a folder, from its newest checkpoint if there is one, and writes
   * everything there.
   *
   * @param experiment the experiment
   * @param folder made for this experiment
   * @param listener receives the progress
   * @return the result, which is also written to the folder
   * @throws ElboException NUMERIC if a loss or a code is not finite; USER if the newest checkpoint
   *     is damaged, or the build of a plugin differs from the one with which the run was begun
   * @throws InterruptedException if this thread is interrupted while training; a checkpoint is
   *     written first
   */
  public Result run(Experiment experiment, RunFolder folder, ExperimentListener listener)
      throws InterruptedException {
    FolderLock lock = folder.lock();
    try {
      return runLocked(experiment, folder, listener);
    } finally {
      lock.release();
    }
  }

  private static Result runLocked(
      Experiment experiment, RunFolder folder, ExperimentListener listener)
      throws InterruptedException {
    folder.requireLabelledData(experiment);
    folder.requirePlugins(experiment);
    NativeSettings.useThreads(experiment.spec().run().threads());
    Optional<TrainingSnapshot> snapshot = folder.checkpoints().newest();
    if (snapshot.isEmpty() && folder.grownFrom().isPresent()) {
      throw ElboException.user(
          folder.path()
              + " was to be "
              + folder.grownFrom().get().phrase()
              + ", but has no checkpoint; delete the folder, and train the earlier run further again");
    }
    if (snapshot.isEmpty()) {
      requireNotResultsAlone(folder);
    }
    Trainer trainer =
        snapshot
            .map(s -> resumed(experiment, s))
            .orElseGet(
                () ->
                    Trainer.start(
                        experiment.model(),
                        experiment.trainingRows(),
                        experiment.spec().training(),
                        experiment.random(),
                        experiment.spec().run().execution()));
    SnapshotStore checkpoints = folder.checkpoints();
    TrainingRecorder recorder =
        new TrainingRecorder(experiment, folder, listener, trainer.progress().epoch());
    if (trainer.progress().step() == 0) { // a surgery may have been interrupted
      recorder.operate(trainer.progress(), trainer.parameters());
    }
    Parameters parameters = trainer.train(recorder, checkpoints);
    Outcome outcome =
        operate(new TrainedModel(experiment, parameters, trainer.progress()), listener);
    folder.deleteResult(); // of an earlier surgery, to which other files belong
    write(folder, Split.TRAIN, outcome.train());
    outcome.test().ifPresent(test -> write(folder, Split.TEST, test));
    folder.writePrior(outcome.prior());
    folder.writeResult(outcome.result());
    return outcome.result();
  }

  /** Checks that training would not begin anew in a folder in which results are kept. */
  private static void requireNotResultsAlone(RunFolder folder) {
    if (folder.isFinished() && FinishedRun.read(folder.path()).isResultsAlone()) {
      throw ElboException.user(
          folder.path()
              + " has the results of a run alone, without its model; resume the run itself, or train"
              + " it again in another folder");
    }
  }

  private static void write(RunFolder folder, Split split, SplitSurgery outcome) {
    folder.writeCodes(split, outcome.posteriors(), outcome.surgery().labels());
    outcome.surgery().points().ifPresent(points -> folder.writePoints(split, points));
  }

  private static Trainer resumed(Experiment experiment, TrainingSnapshot snapshot) {
    return Trainer.resume(
        experiment.model(),
        experiment.trainingRows(),
        experiment.spec().training(),
        experiment.random(),
        experiment.spec().run().execution(),
        snapshot);
  }

  /**
   * Repeats the surgery of a finished run without writing anything.
   *
   * @param experiment the experiment of the run, possibly with other {@link SurgeryOptions}
   * @param folder the folder of the run
   * @throws ElboException USER if training is not finished or the newest checkpoint is damaged
   */
  public Result decompose(Experiment experiment, RunFolder folder, ExperimentListener listener) {
    Result result = operate(TrainedModel.of(experiment, folder), listener).result();
    return folder.isFinished() ? FinishedRun.read(folder.path()).labelled(result) : result;
  }

  /** Everything that the surgery produces. */
  private record Outcome(
      Result result, SplitSurgery train, Optional<SplitSurgery> test, Distribution prior) {}

  private static Outcome operate(TrainedModel model, ExperimentListener listener) {
    Experiment experiment = model.experiment();
    ModelSurgery surgery = new ModelSurgery(model, listener);
    SplitSurgery terms = surgery.operate(Split.TRAIN, experiment.trainingRows().fitted());
    SplitSurgery train = terms.with(surgery.density(terms.posteriors()));
    Optional<SplitSurgery> test =
        experiment.data().test().map(rows -> surgery.operate(Split.TEST, rows));
    Result.Provenance provenance =
        new Result.Provenance(
            Versions.current(),
            experiment.spec(),
            experiment.data().sha256(),
            experiment.data().repeatedTestRows(),
            model.progress().epoch(),
            model.progress().bestEpoch(experiment.spec().training().warmup()),
            Optional.of(Math.toIntExact(model.parameters().count())),
            train.surgery().terms().kernel(),
            PluginBuilds.of(experiment));
    Result result = new Result(train.surgery(), test.map(SplitSurgery::surgery), provenance);
    return new Outcome(result, train, test, surgery.prior());
  }
}
