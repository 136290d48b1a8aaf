package org.elbosurgery.api;

/**
 * What an {@link Option} decides. Two runs can be compared if they agree in everything that affects
 * the result; they are the same run, bit for bit, if they agree in everything but places.
 *
 * @since 0.1.0
 */
public enum Decides {

  /** Which rows are used, and therefore which model is fitted to them. */
  ROWS,

  /** Which model is used and how it is trained or fitted. */
  MODEL,

  /** How well the numbers of a model are estimated; the model is the same. */
  ESTIMATE,

  /**
   * Which of several equally likely results is obtained: the random draws of rows, weights and
   * samples.
   */
  CHANCE,

  /** How the work is done; the numbers are the same up to rounding. */
  EXECUTION,

  /**
   * Where something is read or written, and how it is shown; what is read is identified by its
   * digest.
   */
  PLACE
}
