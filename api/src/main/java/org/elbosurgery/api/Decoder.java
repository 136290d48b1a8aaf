package org.elbosurgery.api;

/**
 * A decoder with its likelihood p(x|z), configured but not yet part of any graph.
 *
 * @since 0.1.0
 */
public interface Decoder {

  /**
   * Returns the values that each element of x may have. Data with other values are refused, because
   * the likelihood is not normalised there.
   */
  Support support();

  /**
   * Declares this decoder's parameters in a graph, once.
   *
   * @param scope where parameters and constants are declared
   * @return this decoder in that graph
   */
  BoundDecoder bind(GraphScope scope);
}
