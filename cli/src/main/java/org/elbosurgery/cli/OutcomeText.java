package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.contract.Group;
import org.elbosurgery.framework.contract.Outcome;
import org.elbosurgery.framework.contract.Outcome.Status;

/**
 * The outcomes of rules as text for people and for programs.
 *
 * @param outcomes in order
 */
record OutcomeText(List<Outcome> outcomes) {

  /** Returns the numbers of the rules that are broken, except optional ones. */
  List<String> faults() {
    return outcomes.stream().filter(Outcome::isFault).map(o -> o.rule().number()).toList();
  }

  /** Returns the outcomes by group, each after an empty line. */
  String groups(int width) {
    StringBuilder text = new StringBuilder();
    Map<Group, List<Outcome>> groups =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(
                    outcome -> outcome.rule().group(), LinkedHashMap::new, Collectors.toList()));
    groups.forEach(
        (group, inGroup) -> {
          text.append('\n').append(group.label()).append('\n');
          text.append(TextTable.of(inGroup.stream().flatMap(OutcomeText::rows).toList(), width));
        });
    return text.toString();
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

  /** Returns how many rules there are, and how many have each outcome, after an empty line. */
  String counts(int width) {
    List<String> counts = new ArrayList<>();
    for (Status status : Status.values()) {
      long count = outcomes.stream().filter(outcome -> outcome.status() == status).count();
      if (count > 0) {
        counts.add(count + " " + status.label());
      }
    }
    String sentence = outcomes.size() + " rules: " + String.join(", ", counts);
    return "\n" + TextTable.paragraph(sentence, width);
  }

  /** Returns an object for each rule. */
  List<Map<String, Object>> json() {
    return outcomes.stream().map(OutcomeText::fields).toList();
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
