package org.elbosurgery.cli;

import java.util.List;
import org.elbosurgery.framework.comparison.ComparisonListener;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.training.TrainingProgress;

/**
 * Shows how far a whole comparison is, with the time left of all of it at the pace of the prior it
 * is at. Work is counted in steps of training; the surgery of a prior counts as one epoch's.
 */
final class ComparisonProgress implements ComparisonListener, AutoCloseable {

  private static final List<Split> SPLITS = List.of(Split.values());
  private static final List<Phase> PHASES = List.of(Phase.values());

  private final Progress progress;
  private String at = "";
  private long before;
  private long all;
  private long training;
  private long epoch;

  private ComparisonProgress(Progress progress) {
    this.progress = progress;
  }

  static ComparisonProgress on(Terminal terminal) {
    return new ComparisonProgress(Progress.on(terminal));
  }

  @Override
  public synchronized void started(Experiment experiment, int number, int count) {
    int rows = experiment.trainingRows().fitted().size();
    epoch = (rows - 1L) / experiment.spec().training().batch() + 1;
    training = epoch * experiment.spec().training().epochs();
    before = (number - 1) * (training + epoch);
    all = count * (training + epoch);
    at = number + " of " + count + ", " + experiment.spec().model().prior().name();
    show(0, " building the model");
  }

  @Override
  public synchronized void stepped(TrainingProgress steps, long totalSteps, double elbo) {
    show(steps.iteration(), Progress.elboText(elbo));
  }

  @Override
  public synchronized void advanced(Split split, Phase phase, long done, long total) {
    int finished = SPLITS.indexOf(split) * PHASES.size() + PHASES.indexOf(phase);
    double part = (finished + (double) done / total) / (SPLITS.size() * PHASES.size());
    long surgery = (long) (part * epoch);
    show(training + surgery, " " + phase.label() + " of " + split.label() + " rows");
  }

  private void show(long done, String what) {
    progress.show(at, " steps", before + done, all);
    progress.say(what);
  }

  @Override
  public void close() {
    progress.close();
  }
}
