package org.elbosurgery.framework.timing;

/** A job that is done over and over, and timed, in turns with others. */
public interface Contender {

  /**
   * Takes one turn.
   *
   * @return the time of each repetition of the job in it, at least one, in milliseconds
   */
  double[] turn();
}
