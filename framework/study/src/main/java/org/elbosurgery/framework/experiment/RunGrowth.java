package org.elbosurgery.framework.experiment;

import java.nio.file.Path;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.training.TrainingSnapshot;

/**
 * A run that trains a finished one further, in a folder of its own. Every random draw is addressed
 * by epoch and step, so it gives the numbers of a run that had all the epochs from the start, bit
 * for bit, unless its schedule looks at the number of epochs, as {@code cosine} does.
 */
public final class RunGrowth {

  private final RunFolder earlier;
  private final Experiment experiment;
  private final Trained trained;

  private RunGrowth(RunFolder earlier, Experiment experiment, Trained trained) {
    this.earlier = earlier;
    this.experiment = experiment;
    this.trained = trained;
  }

  /** The checkpoint from which training goes on, and its digest. */
  private record Trained(TrainingSnapshot snapshot, String sha256) {

    static Trained of(RunFolder run) {
      return run.files().together(() -> read(run));
    }

    private static Trained read(RunFolder run) {
      if (!run.isFinished()) {
        throw run.unfinished();
      }
      TrainingSnapshot snapshot =
          FinishedRun.read(run.path())
              .checkpoint()
              .orElseThrow(() -> TrainedModel.withoutModel(run));
      return new Trained(snapshot, run.checkpoints().newestSha256().orElseThrow());
    }

    int epochs() {
      return snapshot.progress().epoch();
    }
  }

  /**
   * Checks that a run can be trained further, and reads its checkpoint.
   *
   * @param earlier the folder of the run, which stays as it is
   * @param experiment the experiment of the run, with more epochs
   * @throws ElboException USER if the run is not finished, ended of itself, has no intact
   *     checkpoint, or has other data or builds of plugins; or if these are not more epochs; with
   *     all problems
   */
  public static RunGrowth of(RunFolder earlier, Experiment experiment) {
    Problems problems = Problems.user();
    problems.check(() -> earlier.requireLabelledData(experiment));
    problems.check(() -> earlier.requirePlugins(experiment));
    Checked<Trained> trained = problems.attempt(() -> Trained.of(earlier));
    problems.check(() -> requireMore(earlier.path(), trained.value(), experiment));
    problems.requireNone();
    return new RunGrowth(earlier, experiment, trained.value());
  }

  private static void requireMore(Path path, Trained trained, Experiment experiment) {
    int epochs = experiment.spec().training().epochs();
    if (trained.snapshot().progress().stopped()) {
      throw ElboException.user(
          "the training in %s stopped early, after epoch %d; start a new run with more --patience"
              .formatted(path, trained.epochs()));
    }
    if (epochs < trained.epochs()) {
      throw ElboException.user(
          "the run in %s has been trained for %d epochs; give more --epochs to train it further, not %d"
              .formatted(path, trained.epochs(), epochs));
    }
  }

  /**
   * Makes the folder of the new run, from whose checkpoint {@link ExperimentRunner} goes on.
   *
   * @param path new or empty
   * @throws ElboException USER if the path is used or cannot be written
   */
  public RunFolder begin(Path path) {
    RunFolder grown =
        RunFolder.create(
            path,
            experiment,
            new GrownFrom(earlier.path().toString(), trained.epochs(), trained.sha256()));
    grown.writeMetrics(trained.snapshot().progress().metrics());
    if (!earlier.terms().isEmpty()) {
      grown.writeTerms(earlier.terms());
    }
    new EpochCodesFiles(grown.files()).copyFrom(new EpochCodesFiles(earlier.files()));
    grown.checkpoints().save(trained.snapshot());
    return grown;
  }
}
