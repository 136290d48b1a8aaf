package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.List;

/** Collects the rules of a contract and numbers them: groups from 1, and rules within a group. */
final class RuleBook<T> {

  private final List<CheckedRule<T>> rules = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  /** Begins a group. */
  RuleBook<T> group(Group group) {
    groups.add(group);
    return this;
  }

  /** Adds a rule to the group last begun. */
  RuleBook<T> rule(
      String number,
      Strength strength,
      String statement,
      String intent,
      Check<T> check,
      String... needs) {
    Group group = groups.get(groups.size() - 1);
    long before = rules.stream().filter(each -> each.rule().group() == group).count();
    if (!number.equals(groups.size() + "." + (before + 1))) {
      throw new IllegalStateException("rule " + number + " is out of place");
    }
    rules.add(
        new CheckedRule<>(
            new Rule(number, group, strength, statement, intent, List.of(needs)), check));
    return this;
  }

  /** Returns the rules in order. */
  List<CheckedRule<T>> rules() {
    List<String> numbers = rules.stream().map(each -> each.rule().number()).toList();
    for (CheckedRule<T> each : rules) {
      if (!numbers.containsAll(each.rule().needs())) {
        throw new IllegalStateException(
            "rule " + each.rule().number() + " needs " + each.rule().needs());
      }
    }
    return List.copyOf(rules);
  }
}
