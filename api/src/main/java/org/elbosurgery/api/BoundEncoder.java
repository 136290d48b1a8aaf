package org.elbosurgery.api;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * An encoder bound in a graph.
 *
 * @since 0.1.0
 */
public interface BoundEncoder {

  /**
   * Encodes rows of data. May be called any number of times on one binding; every call uses the
   * same weights. The framework clips the log-variance of what is returned; an encoder need not.
   *
   * @param x data, {@code [n, D]}
   * @return the posteriors of the rows
   */
  Posterior encode(SDVariable x);
}
