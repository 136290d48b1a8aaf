package org.elbosurgery.framework.report.listing;

import java.nio.file.Path;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.GrownFrom;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.RunStatus;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;

/**
 * A run in a list, finished or not.
 *
 * @param path its folder
 * @param spec its options, every plugin with all of its own
 * @param grownFrom the run that it trains further, if any
 * @param status how far it is
 */
public record ListedRun(
    Path path, ExperimentSpec spec, Optional<GrownFrom> grownFrom, RunStatus status) {

  /**
   * Reads a run.
   *
   * @throws org.elbosurgery.api.ElboException USER if {@code spec.json} is damaged
   */
  static ListedRun read(Path path) {
    RunFolder folder = RunFolder.open(path);
    return new ListedRun(path, folder.spec(), folder.grownFrom(), RunStatus.of(path));
  }

  /** Returns the value of an option of the experiment. */
  String value(String option) {
    return spec.values().get(option);
  }

  /** Returns a term of a split; empty if the run is not finished, or has no such split or term. */
  Optional<Estimate> term(Term term, Split split) {
    return status.result().flatMap(result -> result.surgery(split)).flatMap(term::estimate);
  }
}
