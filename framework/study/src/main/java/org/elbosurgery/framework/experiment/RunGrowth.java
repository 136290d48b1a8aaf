package org.elbosurgery.framework.experiment;

import java.nio.file.Path;
import org.elbosurgery.api.ElboException;
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
  private final TrainingSnapshot snapshot;
  private final GrownFrom from;

  private RunGrowth(
      RunFolder earlier, Experiment experiment, TrainingSnapshot snapshot, GrownFrom from) {
    this.earlier = earlier;
    this.experiment = experiment;
    this.snapshot = snapshot;
    this.from = from;
  }

  /**
   * Checks that a run can be trained further, and reads its checkpoint.
   *
   * @param earlier the folder of the run, which stays as it is
   * @param experiment the experiment of the run, with more epochs
   * @throws ElboException USER if the run is not finished, ended of itself, has no intact
   *     checkpoint, or has other data or builds of plugins; or if these are not more epochs
   */
  public static RunGrowth of(RunFolder earlier, Experiment experiment) {
    if (!earlier.isFinished()) {
      throw earlier.unfinished();
    }
    Problems problems = Problems.user();
    problems.check(() -> earlier.requireData(experiment));
    problems.check(() -> earlier.requirePlugins(experiment));
    TrainingSnapshot snapshot =
        FinishedRun.read(earlier.path())
            .checkpoint()
            .orElseThrow(() -> TrainedModel.withoutModel(earlier));
    int trained = snapshot.progress().epoch();
    int epochs = experiment.spec().training().epochs();
    if (snapshot.progress().stopped()) {
      problems.add(
          "the training in %s stopped early, after epoch %d; start a new run with more --patience"
              .formatted(earlier.path(), trained));
    } else if (epochs < trained) {
      problems.add(
          "the run in %s has been trained for %d epochs; give more --epochs to train it further, not %d"
              .formatted(earlier.path(), trained, epochs));
    }
    problems.requireNone();
    String sha256 = earlier.checkpoints().newestSha256().orElseThrow();
    return new RunGrowth(
        earlier, experiment, snapshot, new GrownFrom(earlier.path().toString(), trained, sha256));
  }

  /**
   * Makes the folder of the new run, from whose checkpoint {@link ExperimentRunner} goes on.
   *
   * @param path new or empty
   * @throws ElboException USER if the path is used or cannot be written
   */
  public RunFolder begin(Path path) {
    RunFolder grown = RunFolder.create(path, experiment, from);
    grown.writeMetrics(snapshot.progress().metrics());
    if (!earlier.terms().isEmpty()) {
      grown.writeTerms(earlier.terms());
    }
    grown.checkpoints().save(snapshot);
    return grown;
  }
}
