package org.elbosurgery.framework.contract;

import java.util.List;

/**
 * One sentence of a contract.
 *
 * @param number such as "3.2": the group's number, then its own; its meaning never changes
 * @param group its subject
 * @param strength what breaking it means
 * @param statement the sentence, in the words of RFC 2119
 * @param intent the reason for it, in one line
 * @param needs the numbers of the rules that must hold for a check of this one to be meaningful
 */
public record Rule(
    String number,
    Group group,
    Strength strength,
    String statement,
    String intent,
    List<String> needs) {

  /** Copies the list. */
  public Rule {
    needs = List.copyOf(needs);
  }

  /** Returns number, strength and statement, the name of its test. */
  public String title() {
    return number + " " + strength.label() + ": " + statement;
  }
}
