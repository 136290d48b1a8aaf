package org.elbosurgery.framework.contract;

import java.util.Locale;

/** What a rule is about. */
public enum Group {
  /** How the plugin presents itself. */
  DECLARATION,
  /** Its options. */
  OPTIONS,
  /** Its formulas in a graph. */
  GRAPH,
  /** Its density as numbers. */
  DENSITY,
  /** Its samples. */
  SAMPLING,
  /** The values of its estimates. */
  VALUES,
  /** The error bars of its estimates. */
  INTERVALS,
  /** Seeds, threads, saving and loading. */
  REPRODUCIBILITY;

  /** Returns the name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
