package org.elbosurgery.cli;

import java.nio.file.Path;
import org.elbosurgery.framework.likelihood.LikelihoodListener;

/** Shows the progress of the bounds of each run: what is done, rate and remaining time. */
final class LikelihoodProgress implements LikelihoodListener, AutoCloseable {

  private final Progress progress;
  private final String unit;
  private String at = "";

  private LikelihoodProgress(Progress progress, String unit) {
    this.progress = progress;
    this.unit = unit;
  }

  /** Counts rows. */
  static LikelihoodProgress on(Terminal terminal) {
    return new LikelihoodProgress(Progress.on(terminal), " rows");
  }

  /** Counts transitions of a row's chains. */
  static LikelihoodProgress ofTransitions(Terminal terminal) {
    return new LikelihoodProgress(Progress.on(terminal), " moves");
  }

  @Override
  public synchronized void started(Path run, int number, int count) {
    at = (count > 1 ? number + " of " + count + ", " : "") + run.getFileName();
    progress.begin(at + ": building the model");
  }

  @Override
  public synchronized void advanced(long done, long total) {
    progress.show(at, unit, done, total);
  }

  @Override
  public void close() {
    progress.close();
  }
}
