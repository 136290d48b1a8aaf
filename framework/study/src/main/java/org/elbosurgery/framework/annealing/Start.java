package org.elbosurgery.framework.annealing;

/** Where annealing starts. */
public enum Start {
  /** At the prior p(z). */
  PRIOR,
  /** At the encoder's q(z|x). */
  POSTERIOR;

  /** Returns its name in files and tables. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
