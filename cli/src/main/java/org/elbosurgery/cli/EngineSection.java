package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Prior;
import org.elbosurgery.cli.DoctorReport.Fact;
import org.elbosurgery.cli.DoctorReport.Section;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataSet;
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
      facts.add(fact(prior.name(), PlannedTraining.withPrior(spec(prior), catalogs, data)));
    }
    for (PluginDescriptor<Encoder> encoder : catalogs.encoders().plugins()) {
      facts.add(
          fact(
              "encoder " + encoder.name(),
              PlannedTraining.withEncoder(spec(encoder), catalogs, data)));
    }
    for (PluginDescriptor<Decoder> decoder : catalogs.decoders().plugins()) {
      facts.add(
          fact(
              "decoder " + decoder.name(),
              PlannedTraining.withDecoder(spec(decoder), catalogs, data)));
    }
    return new Section("engine", facts);
  }

  private static PluginSpec spec(PluginDescriptor<?> plugin) {
    return PluginSpec.parse(plugin.name());
  }

  private static Fact fact(String name, PlannedTraining planned) {
    return new Fact(name, planned.operations(), planned.text());
  }
}
