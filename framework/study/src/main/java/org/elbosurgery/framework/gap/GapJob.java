package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.graph.Execution;

/**
 * A gap analysis with everything that it needs, found and checked.
 *
 * @param run the run
 * @param model its model
 * @param train the posteriors of its training rows
 * @param test the posteriors of its test rows; empty if there are none
 * @param candidates the run's experiment with each prior to fit in place of its own
 * @param request what to compute
 */
public record GapJob(
    FinishedRun run,
    TrainedModel model,
    Posteriors train,
    Optional<Posteriors> test,
    List<Experiment> candidates,
    GapRequest request) {

  /** Returns how the graphs of priors are executed. */
  Execution execution() {
    return new Execution(run.spec().run().engine(), request.options().threads());
  }
}
