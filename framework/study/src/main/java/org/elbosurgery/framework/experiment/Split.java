package org.elbosurgery.framework.experiment;

import java.util.Locale;

/** The parts of a data set for which an ELBO is reported. */
public enum Split {
  /** The rows to which the parameters are fitted. */
  TRAIN,
  /** The rows that do not affect the model. */
  TEST;

  /** Returns the name in lower case, as it is written in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
