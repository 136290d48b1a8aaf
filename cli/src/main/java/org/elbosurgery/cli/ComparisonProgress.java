package org.elbosurgery.cli;

import org.elbosurgery.framework.comparison.ComparisonListener;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentWork;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.training.TrainingProgress;

/**
 * Shows the progress of a whole comparison, with its remaining time at the pace of the current
 * prior.
 */
final class ComparisonProgress implements ComparisonListener, AutoCloseable {

  private final Progress progress;
  private ExperimentWork work;

  private ComparisonProgress(Progress progress) {
    this.progress = progress;
  }

  static ComparisonProgress on(Terminal terminal) {
    return new ComparisonProgress(Progress.on(terminal));
  }

  @Override
  public synchronized void started(Experiment experiment, int number, int count) {
    long each = ExperimentWork.total(experiment);
    String at = number + " of " + count + ", " + experiment.spec().model().prior().name();
    TaskListener listener =
        (doing, done, total) -> {
          progress.show(at, " steps", (number - 1) * each + done, count * each);
          progress.say(" " + doing);
        };
    work = new ExperimentWork(experiment, listener);
    listener.advanced("building the model", 0, each);
  }

  @Override
  public synchronized void stepped(TrainingProgress steps, long totalSteps, double elbo) {
    work.stepped(steps, totalSteps, elbo);
  }

  @Override
  public synchronized void advanced(Split split, Phase phase, long done, long total) {
    work.advanced(split, phase, done, total);
  }

  @Override
  public void close() {
    progress.close();
  }
}
