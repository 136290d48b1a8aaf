package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.contract.Outcome;
import org.elbosurgery.framework.json.Json;

/**
 * The rules that the trained prior of a run keeps, as text for people and for programs.
 *
 * @param run the folder of the run
 * @param prior its name and options
 * @param outcomes the outcomes of the rules
 */
record TrainedPriorReport(Path run, PluginSpec prior, OutcomeText outcomes) {

  /** Makes a report. */
  static TrainedPriorReport of(Path run, PluginSpec prior, List<Outcome> outcomes) {
    return new TrainedPriorReport(run, prior, new OutcomeText(outcomes));
  }

  /** Returns the outcomes by group, and the number of each. */
  String text(int width) {
    String heading = "trained prior " + prior + " of " + run;
    return TextTable.paragraph(heading, width) + outcomes.groups(width) + outcomes.counts(width);
  }

  /** Returns one JSON object. */
  String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", run.toString());
    fields.put("prior", prior.toString());
    fields.put("keepsContract", outcomes.faults().isEmpty());
    fields.put("rules", outcomes.json());
    return Json.text(fields) + "\n";
  }
}
