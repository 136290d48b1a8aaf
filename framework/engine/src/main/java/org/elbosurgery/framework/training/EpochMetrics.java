package org.elbosurgery.framework.training;

import java.util.Optional;

/**
 * The metrics of one epoch: terms in nats per data point, averaged over the epoch's rows while the
 * parameters were changing.
 *
 * @param epoch counted from 1
 * @param reconstruction average log p(x|z)
 * @param averageKl average KL(q(z|x) || p(z)), whatever its weight in the loss
 * @param validationElbo the ELBO of the validation rows after the epoch; empty without validation
 * @param seconds the duration of the epoch
 */
public record EpochMetrics(
    int epoch,
    double reconstruction,
    double averageKl,
    Optional<Double> validationElbo,
    double seconds) {

  /** Returns reconstruction - average KL. */
  public double elbo() {
    return reconstruction - averageKl;
  }
}
