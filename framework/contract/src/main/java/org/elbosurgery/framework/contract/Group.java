package org.elbosurgery.framework.contract;

import java.util.Locale;

/** The subject of a rule. */
public enum Group {
  /** The plugin's declaration. */
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
