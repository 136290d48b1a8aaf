package org.elbosurgery.api;

/**
 * A prior p(z), configured but not yet part of any graph. Implementations are records: their
 * components are the options.
 *
 * @since 0.1.0
 */
public interface Prior {

  /**
   * Declares this prior's parameters in a graph, once.
   *
   * @param scope where parameters and constants are declared
   * @return this prior in that graph
   * @throws IllegalArgumentException if the options do not fit the model's sizes
   */
  BoundPrior bind(GraphScope scope);
}
