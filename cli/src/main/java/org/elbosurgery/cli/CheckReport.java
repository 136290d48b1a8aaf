package org.elbosurgery.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.contract.Outcome;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.timing.TrainingSteps;

/**
 * The rules that a plugin keeps, as text for people and for programs.
 *
 * @param kind the kind of the plugin
 * @param plugin its declaration
 * @param configurations the configurations that were tried
 * @param outcomes the outcomes of the rules, in order
 * @param training how much of a training with the plugin its plan covers; empty of estimators,
 *     which have no part in a training, and of plugins that break a rule
 */
record CheckReport(
    String kind,
    PluginDescriptor<?> plugin,
    List<String> configurations,
    List<Outcome> outcomes,
    Optional<PlannedTraining> training) {

  /** Makes a report of the rules alone. */
  static CheckReport of(
      String kind,
      PluginDescriptor<?> plugin,
      List<String> configurations,
      List<Outcome> outcomes) {
    return new CheckReport(kind, plugin, configurations, outcomes, Optional.empty());
  }

  /**
   * Returns the report with a planned training, too, if the plugin keeps its contract: a wrong one
   * need not be able to train.
   */
  CheckReport with(Function<DataSet, PlannedTraining> planned) {
    return faults().isEmpty()
        ? new CheckReport(
            kind,
            plugin,
            configurations,
            outcomes,
            Optional.of(planned.apply(TrainingSteps.data())))
        : this;
  }

  /** Returns the numbers of the rules that the plugin breaks, except optional ones. */
  List<String> faults() {
    return text().faults();
  }

  /** Returns the outcomes by group, and the number of each. */
  String text(int width) {
    String tried =
        "%s %s, tried with %s".formatted(kind, plugin.name(), String.join("; ", configurations));
    String training =
        training()
            .map(
                step ->
                    "\n" + TextTable.paragraph("A training step is " + step.text() + ".", width))
            .orElse("");
    return TextTable.paragraph(tried, width)
        + text().groups(width)
        + training
        + text().counts(width);
  }

  private OutcomeText text() {
    return new OutcomeText(outcomes);
  }

  /** Returns one JSON object. */
  String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", kind);
    fields.put("name", plugin.name());
    fields.put("class", plugin.type().getName());
    fields.put("origin", plugin.origin());
    fields.put("configurations", configurations);
    fields.put("keepsContract", faults().isEmpty());
    training.ifPresent(
        step -> {
          fields.put("planned", step.foreign().isPresent());
          fields.put("foreignOperations", step.operations());
        });
    fields.put("rules", text().json());
    return Json.text(fields) + "\n";
  }
}
