package org.elbosurgery.framework.comparison;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentRunner;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.file.FolderLock;

/** Runs the experiments of a comparison in succession. */
public final class ComparisonRunner {

  private final ExperimentRunner runner;

  /** Uses a runner for each experiment. */
  @Inject
  public ComparisonRunner(ExperimentRunner runner) {
    this.runner = runner;
  }

  /**
   * Runs or resumes experiments. A finished one only repeats its surgery; a partly trained one
   * continues from its newest checkpoint.
   *
   * @param experiments the experiments of the folder, in its order
   * @param folder made for these experiments
   * @param listener receives the progress
   * @return the results; each is also written to its run folder
   * @throws ElboException NUMERIC if a loss or a code is not finite, which stops the comparison;
   *     USER if the folder is in use, or contains other runs; each problem names the prior
   * @throws InterruptedException if this thread is interrupted while training; the comparison can
   *     be resumed
   */
  public Comparison run(
      List<Experiment> experiments, ComparisonFolder folder, ComparisonListener listener)
      throws InterruptedException {
    FolderLock lock = folder.lock();
    try {
      List<RunFolder> runs = folder.runs(experiments);
      List<Result> results = new ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        listener.started(experiments.get(i), i + 1, runs.size());
        results.add(run(experiments.get(i), runs.get(i), listener));
      }
      return new Comparison(results);
    } finally {
      lock.release();
    }
  }

  private Result run(Experiment experiment, RunFolder folder, ComparisonListener listener)
      throws InterruptedException {
    try {
      return runner.run(experiment, folder, listener);
    } catch (ElboException e) {
      throw e.in("prior " + experiment.spec().model().prior());
    }
  }
}
