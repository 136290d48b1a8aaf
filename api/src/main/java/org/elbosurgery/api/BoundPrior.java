package org.elbosurgery.api;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A prior bound in a graph: its log-density as a symbolic expression.
 *
 * @since 0.1.0
 */
public interface BoundPrior {

  /**
   * Returns the normalised log-density, with every constant kept.
   *
   * @param z codes, {@code [n, d]}
   * @return log p(z) in nats, {@code [n]}
   */
  SDVariable logProb(SDVariable z);

  /**
   * Returns the cross-entropy -E_q[log p(z)] where it has a closed form. With one, training and the
   * average KL need no samples.
   *
   * @param q posteriors q(z|x), mean and log-variance {@code [n, d]} each
   * @return the cross-entropy in nats, {@code [n]}; empty where there is no closed form
   */
  default Optional<SDVariable> crossEntropy(Posterior q) {
    return Optional.empty();
  }

  /**
   * Returns the density with the parameters' present values; later training does not change it.
   *
   * @param values evaluates variables of the graph this prior is bound in
   * @return the density as numbers
   */
  Distribution freeze(GraphValues values);
}
