package org.elbosurgery.framework.contract;

import java.util.Locale;

/**
 * The outcome of checking a rule.
 *
 * @param rule the rule
 * @param status passed, failed, or not checked
 * @param message what is wrong, or why it was not checked; empty if it passed
 */
public record Outcome(Rule rule, Status status, String message) {

  /** The possible outcomes. */
  public enum Status {
    /** The plugin keeps the rule. */
    PASSED,
    /** The plugin breaks the rule. */
    FAILED,
    /** The rule does not apply to this plugin, or a rule that it needs is broken. */
    SKIPPED;

    /** Returns the name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns whether the plugin is wrong, that is, breaks a rule that is not optional. */
  public boolean isFault() {
    return status == Status.FAILED && rule.strength() != Strength.OPTIONAL;
  }
}
