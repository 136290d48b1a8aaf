package org.elbosurgery.testkit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.elbosurgery.framework.contract.Candidate;
import org.elbosurgery.framework.contract.Contract;
import org.elbosurgery.framework.contract.Group;
import org.elbosurgery.framework.contract.Outcome;
import org.elbosurgery.framework.contract.Rule;
import org.elbosurgery.framework.contract.Verification;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The rules of a contract as tests, in containers by group. */
final class ContractTests {

  private ContractTests() {}

  /**
   * Returns a container for each group, with a test for each rule; a rule is checked when its test
   * runs.
   */
  static <T> Stream<DynamicContainer> of(
      Contract<T> contract, Class<? extends T> type, String base, List<String> further) {
    Candidate<T> candidate = Candidate.<T>of(type).withBase(base);
    for (String options : further) {
      candidate = candidate.with(options);
    }
    Verification<T> verification = contract.verify(candidate);
    Map<Group, List<DynamicTest>> groups = new LinkedHashMap<>();
    for (Rule rule : verification.rules()) {
      groups
          .computeIfAbsent(rule.group(), group -> new ArrayList<>())
          .add(dynamicTest(rule.title(), () -> report(verification.outcome(rule))));
    }
    return groups.entrySet().stream()
        .map(group -> dynamicContainer(group.getKey().label(), group.getValue()));
  }

  private static void report(Outcome outcome) {
    switch (outcome.status()) {
      case PASSED -> {}
      case SKIPPED -> throw new TestAbortedException(outcome.message());
      case FAILED -> {
        if (outcome.isFault()) {
          throw new AssertionFailedError(outcome.rule().number() + ": " + outcome.message());
        }
        throw new TestAbortedException("optional, and not kept: " + outcome.message());
      }
    }
  }
}
