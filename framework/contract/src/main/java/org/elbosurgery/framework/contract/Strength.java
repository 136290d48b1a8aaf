package org.elbosurgery.framework.contract;

import java.util.Locale;

/** What it means that a plugin breaks a rule. */
public enum Strength {
  /** The plugin is wrong. */
  REQUIRED,
  /** The plugin is less useful than it could be. */
  OPTIONAL,
  /**
   * The plugin is wrong, but for a chance of one in a million in each check. The streams are
   * seeded: the same plugin passes or fails always.
   */
  STOCHASTIC;

  /** Returns the name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
