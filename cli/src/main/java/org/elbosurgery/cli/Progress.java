package org.elbosurgery.cli;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.elbosurgery.framework.experiment.EpochTerms;
import org.elbosurgery.framework.experiment.ExperimentListener;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.training.TrainingProgress;

/**
 * Shows the progress of an experiment, with rate and remaining time: as a bar on an interactive
 * terminal, and otherwise as {@linkplain ProgressLines a line a minute}.
 */
final class Progress implements ExperimentListener, AutoCloseable {

  /** The longest bar, which fits the narrowest usual terminal, also after it was resized. */
  private static final int LONGEST = 80;

  private final Terminal terminal;
  private final ProgressBarConsumer consumer;
  private ProgressBar bar;
  private String task = "";
  private String terms = "";

  private Progress(Terminal terminal) {
    this.terminal = terminal;
    consumer =
        terminal.showsProgress()
            ? new ConsoleProgressBarConsumer(terminal.err(), Math.min(terminal.width(), LONGEST))
            : new ProgressLines(terminal.err(), terminal.width(), ProgressLines.USUAL_INTERVAL);
  }

  static Progress on(Terminal terminal) {
    return new Progress(terminal);
  }

  /** Shows a task whose progress is unknown. */
  void begin(String name) {
    show(name, "", 0, 1);
  }

  @Override
  public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
    show("training", " steps", progress.iteration(), totalSteps);
    say(String.format(Locale.ROOT, " ELBO %.2f%s", elbo, terms));
  }

  @Override
  public synchronized void operated(EpochTerms found) {
    if (found.split() == Split.TRAIN) {
      terms =
          String.format(
              Locale.ROOT,
              "; epoch %d: MI %.2f, marginal KL %.2f",
              found.epoch(),
              found.mutualInformation().mean(),
              found.marginalKl().mean());
    }
  }

  @Override
  public synchronized void advanced(Split split, Phase phase, long done, long total) {
    show(phase.label() + " of " + split.label() + " rows", "", done, total);
  }

  /** Shows the progress of a task that is not part of an experiment. */
  synchronized void show(String name, String unit, long done, long total) {
    if (!name.equals(task)) {
      end();
      task = name;
      bar = bar(name, unit, done, total);
    }
    bar.maxHint(total); // finished parts from an earlier call may be found on the way
    bar.stepTo(done);
  }

  /** Shows a message after the progress of the present task. */
  synchronized void say(String message) {
    if (bar != null) {
      bar.setExtraMessage(message);
    }
  }

  /** Prints a sentence permanently, on a separate line. */
  synchronized void tell(String sentence) {
    boolean inBar = bar != null && terminal.showsProgress();
    terminal.err().println((inBar ? "\n" : "") + "elbo: " + sentence);
  }

  /** Ends the present task, which has been done because another begins. */
  private void end() {
    if (bar != null) {
      bar.stepTo(bar.getMax());
      close();
    }
  }

  private ProgressBar bar(String name, String unit, long done, long total) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setUnit(unit, 1)
        .setInitialMax(total)
        .startsFrom(Math.max(0, done - 1), java.time.Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed()
        .setUpdateIntervalMillis(500)
        .setConsumer(consumer)
        .build();
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      task = "";
    }
  }
}
