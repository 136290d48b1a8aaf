package org.elbosurgery.framework.contract;

import java.util.List;

/**
 * One sentence of a contract.
 *
 * @param number such as "3.2": the group's number, then its own; it never changes its meaning
 * @param group what it is about
 * @param strength what it means to break it
 * @param statement the sentence, in the words of RFC 2119
 * @param intent why it is there, in one line
 * @param needs numbers of the rules without which a check of this one would say nothing
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

  /** Returns number, strength and statement, as a test is called. */
  public String title() {
    return number + " " + strength.label() + ": " + statement;
  }
}
