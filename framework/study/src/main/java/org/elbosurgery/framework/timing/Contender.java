package org.elbosurgery.framework.timing;

/** A job that is repeated and timed, taking turns with others. */
public interface Contender {

  /**
   * Takes one turn.
   *
   * @return the time of each repetition of the job in it, at least one, in milliseconds
   */
  double[] turn();
}
