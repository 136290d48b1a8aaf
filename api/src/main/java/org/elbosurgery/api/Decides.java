package org.elbosurgery.api;

/**
 * What an {@link Option} decides. Two runs can be compared where they agree in all that decides
 * what comes out; they are the same run, bit for bit, where they agree in all but places.
 *
 * @since 0.1.0
 */
public enum Decides {

  /** Which rows the numbers are of, and so the model that is fitted to them. */
  ROWS,

  /** Which model it is and how it is trained or fitted. */
  MODEL,

  /** How well the numbers of a model are estimated; the model is the same. */
  ESTIMATE,

  /** Which of equally likely results comes out: the random draws, of rows, weights and samples. */
  CHANCE,

  /** How the work is done; the numbers are the same, but for rounding. */
  EXECUTION,

  /**
   * Where something is found or left, and how it is shown; what is found is known by its digest.
   */
  PLACE
}
