package org.elbosurgery.framework.contract;

import java.util.Locale;

/** What it means if a plugin breaks a rule. */
public enum Strength {
  /** The plugin is wrong. */
  REQUIRED,
  /** The plugin is less useful than it could be. */
  OPTIONAL,
  /**
   * The plugin is wrong, except with a probability of one in a million in each check. The streams
   * are seeded, so the same plugin always passes or always fails.
   */
  STOCHASTIC;

  /** Returns the name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
