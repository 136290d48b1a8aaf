package org.elbosurgery.framework.experiment;

import java.util.List;
import java.util.Locale;
import org.elbosurgery.framework.training.TrainingProgress;

/** Measures the progress of an experiment in steps of training; the surgery counts as one epoch. */
public final class ExperimentWork implements ExperimentListener {

  private static final List<Split> SPLITS = List.of(Split.values());
  private static final List<Phase> PHASES = List.of(Phase.values());

  private final TaskListener listener;
  private final long epoch;
  private final long training;

  /** Measures the work of an experiment. */
  public ExperimentWork(Experiment experiment, TaskListener listener) {
    this.listener = listener;
    this.epoch = epoch(experiment);
    this.training = epoch * experiment.spec().training().epochs();
  }

  private static long epoch(Experiment experiment) {
    int rows = experiment.trainingRows().fitted().size();
    return (rows - 1L) / experiment.spec().training().batch() + 1;
  }

  /** Returns the number of steps of an experiment. */
  public static long total(Experiment experiment) {
    return epoch(experiment) * (experiment.spec().training().epochs() + 1L);
  }

  @Override
  public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
    tell(progress.iteration(), String.format(Locale.ROOT, "ELBO %.2f", elbo));
  }

  @Override
  public void advanced(Split split, Phase phase, long done, long total) {
    int finished = SPLITS.indexOf(split) * PHASES.size() + PHASES.indexOf(phase);
    double part = (finished + (double) done / total) / (SPLITS.size() * PHASES.size());
    tell(training + (long) (part * epoch), phase.label() + " of " + split.label() + " rows");
  }

  private void tell(long done, String doing) {
    listener.advanced(doing, done, training + epoch);
  }
}
