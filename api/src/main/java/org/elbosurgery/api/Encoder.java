package org.elbosurgery.api;

/**
 * An encoder q(z|x), configured but not yet part of any graph.
 *
 * @since 0.1.0
 */
public interface Encoder {

  /**
   * Declares this encoder's parameters in a graph, once.
   *
   * @param scope where parameters and constants are declared
   * @return this encoder in that graph
   */
  BoundEncoder bind(GraphScope scope);
}
