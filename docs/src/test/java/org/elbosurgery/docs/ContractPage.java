package org.elbosurgery.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.elbosurgery.framework.contract.Contract;
import org.elbosurgery.framework.contract.Group;
import org.elbosurgery.framework.contract.Rule;
import org.elbosurgery.framework.contract.Strength;

/** Writes the specification of one kind of plugin from its rules. */
final class ContractPage {

  private static final String HEAD =
      """
      <!-- Generated from the rules in the code: ContractPagesTest says how. -->

      # The contract of %1$ss

      What every %1$s plugin keeps, rule by rule. MUST, MUST NOT and SHOULD are meant as in RFC 2119. A rule is *required*, *optional*, or
      *stochastic*: required, and checked with samples, so that each check fails a right plugin with a chance of one in a million. The second
      line of a rule is its intent.

      `elbo check %1$s NAME` checks the rules on an installed plugin. In a plugin's own tests, extend `%2$sContract` of the artifact
      `elbo-testkit`: its tests are called by the numbers below. Every rule is tried with the plugin's defaults, and with each of its
      options at other values. A rule that needs another one which is broken is not checked, so that one mistake is told of once.
      """;

  private ContractPage() {}

  /** Returns the page. */
  static String text(Contract<?> contract) {
    String kind = contract.kind();
    StringBuilder page = new StringBuilder();
    page.append(
        HEAD.formatted(kind, kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1)));
    Map<Group, List<Rule>> groups =
        contract.rules().stream()
            .collect(Collectors.groupingBy(Rule::group, LinkedHashMap::new, Collectors.toList()));
    groups.forEach((group, rules) -> page.append(section(group, rules)));
    return page.toString();
  }

  private static String section(Group group, List<Rule> rules) {
    String number = rules.get(0).number().replaceFirst("\\..*", "");
    String name =
        group.label().substring(0, 1).toUpperCase(Locale.ROOT) + group.label().substring(1);
    return "\n## %s. %s\n\n| rule | |\n|---|---|\n".formatted(number, name)
        + rules.stream().map(ContractPage::rows).collect(Collectors.joining());
  }

  private static String rows(Rule rule) {
    String strength =
        rule.strength() == Strength.REQUIRED ? "" : " (" + rule.strength().label() + ")";
    return "| %s%s | %s |\n| | *Intent*: %s |\n"
        .formatted(rule.number(), strength, escaped(rule.statement()), escaped(rule.intent()));
  }

  /** Keeps Markdown from reading a bar as the end of a cell. */
  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}
