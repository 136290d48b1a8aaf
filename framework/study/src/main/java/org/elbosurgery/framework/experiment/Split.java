package org.elbosurgery.framework.experiment;

import java.util.Locale;

/** The parts of a data set that an ELBO is reported for. */
public enum Split {
  /** The rows that the parameters are fitted to. */
  TRAIN,
  /** The rows that decide nothing. */
  TEST;

  /** Returns the name in lower case, as it is written in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
