package org.elbosurgery.api;

/** A decoder with its likelihood p(x|z), configured but not yet part of any graph. */
public interface Decoder {

  /** Returns the values of x that the likelihood gives a density to. */
  Interval support();

  /**
   * Declares this decoder's parameters in a graph, once.
   *
   * @param scope where parameters and constants are declared
   * @return this decoder in that graph
   */
  BoundDecoder bind(GraphScope scope);
}
