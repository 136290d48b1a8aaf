package org.elbosurgery.framework.gap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.gap.FrozenCodes.OwnPrior;
import org.elbosurgery.framework.version.Versions;

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

  /** Returns the codes of the run and the priors to fit to them. */
  FrozenCodes codes() {
    return new FrozenCodes(
        new GapOrigin.OfRun(
            run.spec(),
            run.dataSha256(),
            run.result().repeatedTestRows(),
            PluginBuilds.of(model.experiment().model())),
        train,
        test,
        new OwnPrior(
            Optional.of(run.spec().model().prior()),
            PluginBuilds.of(model.experiment().model()).prior(),
            model.prior()),
        candidates.stream().map(this::toFit).toList(),
        model.experiment().random(),
        run.folder().files());
  }

  private PriorToFit toFit(Experiment candidate) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("versions", Versions.current());
    identity.put("run", candidate.spec().values());
    identity.put("dataSha256", run.dataSha256());
    identity.put("checkpoint", run.folder().checkpoints().newestSha256().orElseThrow());
    PluginBuilds.of(candidate.model()).writeTo(identity);
    return PriorToFit.of(candidate, model.parameters(), identity);
  }
}
