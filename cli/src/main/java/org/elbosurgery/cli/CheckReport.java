package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.contract.Group;
import org.elbosurgery.framework.contract.Outcome;
import org.elbosurgery.framework.contract.Outcome.Status;
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
    return outcomes.stream().filter(Outcome::isFault).map(o -> o.rule().number()).toList();
  }

  /** Returns the outcomes by group, and the number of each. */
  String text(int width) {
    StringBuilder text = new StringBuilder();
    text.append(
        TextTable.paragraph(
            "%s %s, tried with %s"
                .formatted(kind, plugin.name(), String.join("; ", configurations)),
            width));
    Map<Group, List<Outcome>> groups =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(
                    outcome -> outcome.rule().group(), LinkedHashMap::new, Collectors.toList()));
    groups.forEach(
        (group, inGroup) -> {
          text.append('\n').append(group.label()).append('\n');
          text.append(TextTable.of(inGroup.stream().flatMap(CheckReport::rows).toList(), width));
        });
    training.ifPresent(
        step ->
            text.append('\n')
                .append(TextTable.paragraph("A training step is " + step.text() + ".", width)));
    return text.append('\n').append(TextTable.paragraph(counts(), width)).toString();
  }

  private static Stream<TextTable.Row> rows(Outcome outcome) {
    String number = StringUtils.leftPad(outcome.rule().number(), 4);
    TextTable.Row statement =
        new TextTable.Row(
            StringUtils.rightPad(outcome.status().label(), 8) + number,
            outcome.rule().strength().label() + ": " + outcome.rule().statement());
    return outcome.message().isEmpty()
        ? Stream.of(statement)
        : Stream.of(statement, new TextTable.Row("", "-> " + outcome.message()));
  }

  private String counts() {
    List<String> counts = new ArrayList<>();
    for (Status status : Status.values()) {
      long count = outcomes.stream().filter(outcome -> outcome.status() == status).count();
      if (count > 0) {
        counts.add(count + " " + status.label());
      }
    }
    return outcomes.size() + " rules: " + String.join(", ", counts);
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
    fields.put("rules", outcomes.stream().map(CheckReport::fields).toList());
    return Json.text(fields) + "\n";
  }

  private static Map<String, Object> fields(Outcome outcome) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", outcome.rule().number());
    fields.put("group", outcome.rule().group().label());
    fields.put("strength", outcome.rule().strength().label());
    fields.put("statement", outcome.rule().statement());
    fields.put("outcome", outcome.status().label());
    fields.put("message", outcome.message());
    return fields;
  }
}
