package org.elbosurgery.framework.annealing;

/**
 * What determines the estimates of given rows under a given model, besides randomness.
 *
 * @param start where annealing starts
 * @param temperatures T, the number of steps from there to the model
 * @param chains C, the number of chains of each data point
 */
public record AnnealingSettings(Start start, int temperatures, int chains) {

  /** Returns a phrase for people, such as "100x16 from the posterior". */
  public String words() {
    return "%dx%d from the %s".formatted(temperatures, chains, start.label());
  }
}
