package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.cli.DoctorReport.Fact;
import org.elbosurgery.cli.DoctorReport.Section;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.TrainingSteps;

/** The operations that execution plans leave to ND4J's slower implementation, for each plugin. */
final class EngineSection {

  private EngineSection() {}

  /**
   * Returns the section, from plans of the training of the default networks with every prior, and
   * of the default prior with every encoder and decoder.
   */
  static Section of(PluginSource source) {
    Catalogs catalogs = Catalogs.load(source);
    DataSet data = TrainingSteps.data();
    List<Fact> facts = new ArrayList<>();
    for (PluginDescriptor<Prior> prior : catalogs.priors().plugins()) {
      StepCase step = new StepCase(PluginSpec.parse(prior.name()), 2, 2);
      facts.add(fact(prior.name(), TrainingSteps.model(step, catalogs, data), data));
    }
    ModelDefinition usual = TrainingSteps.model(new StepCase(), catalogs, data);
    for (PluginDescriptor<Encoder> encoder : catalogs.encoders().plugins()) {
      Encoder own = catalogs.encoders().create(PluginSpec.parse(encoder.name()));
      facts.add(fact("encoder " + encoder.name(), with(own, usual.decoder(), usual), data));
    }
    for (PluginDescriptor<Decoder> decoder : catalogs.decoders().plugins()) {
      Decoder own = catalogs.decoders().create(PluginSpec.parse(decoder.name()));
      facts.add(fact("decoder " + decoder.name(), with(usual.encoder(), own, usual), data));
    }
    return new Section("engine", facts);
  }

  private static ModelDefinition with(Encoder encoder, Decoder decoder, ModelDefinition usual) {
    return new ModelDefinition(
        encoder, decoder, usual.prior(), usual.dataSize(), usual.latentSize(), usual.dataType());
  }

  private static Fact fact(String name, ModelDefinition model, DataSet data) {
    Execution plan = new Execution(Engine.PLAN, 1);
    Optional<Set<String>> foreign =
        new TrainingGraph(model, ParameterSource.INITIAL, data.train(), RandomStream.of(1), plan)
            .foreignOperations();
    return new Fact(name, List.copyOf(foreign.orElse(Set.of())), text(foreign));
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
