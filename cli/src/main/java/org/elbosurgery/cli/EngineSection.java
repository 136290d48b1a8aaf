package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.cli.DoctorReport.Fact;
import org.elbosurgery.cli.DoctorReport.Section;
import org.elbosurgery.framework.benchmark.StepCase;
import org.elbosurgery.framework.benchmark.TrainingSteps;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.TrainingGraph;

/** What of each prior's training the execution plan leaves to ND4J's slower operations. */
final class EngineSection {

  private EngineSection() {}

  /** Plans the training of the default networks with every prior that is found. */
  static Section of(PluginSource source) {
    Catalog<Prior> priors = Catalogs.load(source).priors();
    DataSet data = TrainingSteps.data();
    List<Fact> facts = new ArrayList<>();
    for (PluginDescriptor<Prior> prior : priors.plugins()) {
      Optional<Set<String>> foreign = foreign(prior.name(), priors, data);
      facts.add(new Fact(prior.name(), List.copyOf(foreign.orElse(Set.of())), text(foreign)));
    }
    return new Section("engine", facts);
  }

  private static Optional<Set<String>> foreign(String prior, Catalog<Prior> priors, DataSet data) {
    StepCase step = new StepCase(PluginSpec.parse(prior), 2, 2);
    RandomStream random = RandomStream.of(1);
    return new TrainingGraph(
            TrainingSteps.model(step, priors, data),
            ParameterSource.INITIAL,
            data.train(),
            random,
            new Execution(Engine.PLAN, 1))
        .foreignOperations();
  }

  private static String text(Optional<Set<String>> foreign) {
    if (foreign.isEmpty()) {
      return "no plan can be made: SameDiff executes all of it";
    }
    return foreign.get().isEmpty()
        ? "planned whole"
        : "planned, but for " + String.join(", ", foreign.get()) + ", which ND4J executes";
  }
}
