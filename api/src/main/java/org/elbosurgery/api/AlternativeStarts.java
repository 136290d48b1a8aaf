package org.elbosurgery.api;

import java.util.List;

/**
 * A {@link Prior} whose descent may end at another optimum from other initial parameters. A prior
 * may implement it in addition; {@code elbo gap} then fits it from these starts too, and keeps the
 * best fit.
 *
 * @since 0.1.0
 */
public interface AlternativeStarts {

  /**
   * Returns this prior with other initial parameters.
   *
   * @param trainingRows the number of rows that a start may draw
   * @return priors of this class with other options, which differ from this one in their initial
   *     parameters alone: {@link Prior#bind} declares the same names and shapes, of the same family
   *     of densities; the most promising first, none if there is no other start
   */
  List<Prior> alternativeStarts(int trainingRows);
}
