package org.elbosurgery.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.TrainingSteps;

/**
 * How much of the training of a default model with one other plugin its execution plan covers.
 *
 * @param foreign the kinds of operations that are left to ND4J's slower implementation; empty if
 *     there is no plan
 */
record PlannedTraining(Optional<Set<String>> foreign) {

  private static final StepCase USUAL = new StepCase(new StepCase().prior(), 2, 2);

  /** Plans the training with a prior. */
  static PlannedTraining withPrior(PluginSpec prior, Catalogs catalogs, DataSet data) {
    return of(new StepCase(prior, USUAL.latent(), USUAL.batch()), catalogs, data);
  }

  /** Plans the training with an encoder. */
  static PlannedTraining withEncoder(PluginSpec encoder, Catalogs catalogs, DataSet data) {
    return of(
        new StepCase(USUAL.prior(), encoder, USUAL.decoder(), USUAL.latent(), USUAL.batch()),
        catalogs,
        data);
  }

  /** Plans the training with a decoder. */
  static PlannedTraining withDecoder(PluginSpec decoder, Catalogs catalogs, DataSet data) {
    return of(
        new StepCase(USUAL.prior(), USUAL.encoder(), decoder, USUAL.latent(), USUAL.batch()),
        catalogs,
        data);
  }

  private static PlannedTraining of(StepCase step, Catalogs catalogs, DataSet data) {
    ModelDefinition model = TrainingSteps.model(step, catalogs, data);
    Execution plan = new Execution(Engine.PLAN, 1);
    return new PlannedTraining(
        new TrainingGraph(model, ParameterSource.INITIAL, data.train(), RandomStream.of(1), plan)
            .foreignOperations());
  }

  /** Returns the kinds of operations in alphabetical order; none if there is no plan. */
  List<String> operations() {
    return foreign.map(List::copyOf).orElse(List.of());
  }

  /** Returns the coverage in words. */
  String text() {
    if (foreign.isEmpty()) {
      return "no plan can be made: SameDiff executes all of it";
    }
    return operations().isEmpty()
        ? "planned whole"
        : "planned, but for " + String.join(", ", operations()) + ", which ND4J executes";
  }
}
