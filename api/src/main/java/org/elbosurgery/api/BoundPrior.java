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
   * Returns the log-density that training maximises, where it is not the one that is reported: a
   * prior made of training rows leaves out the component of the row that a code belongs to, and one
   * without a known normaliser estimates it anew in each step. It is the loss of training, of
   * validation, and of fits to fixed codes; reported numbers come from {@link #freeze} alone. A
   * prior with a {@link #crossEntropy} is trained by that and not by this.
   *
   * @param z codes, {@code [n, d]}
   * @param rows the number of the training row that each code belongs to, as in {@link
   *     NumberedRows#numbers}; -1 for other data, where this is {@link #logProb} up to one number
   *     common to all codes; {@code [n]}, whole numbers in the floating-point type of the graph,
   *     which is exact up to 2^24 rows
   * @return nats, {@code [n]}; {@link #logProb} unless overridden
   */
  default SDVariable trainingLogProb(SDVariable z, SDVariable rows) {
    return logProb(z);
  }

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
   * Every reported number is computed from it.
   *
   * @param values evaluates variables of the graph this prior is bound in
   * @param random a source of randomness for a normaliser without a closed form, which is estimated
   *     here; the same stream gives the same density, bit for bit
   * @return the density as numbers, with the {@linkplain Distribution#logNormalizerError error} of
   *     an estimated normaliser
   */
  Distribution freeze(GraphValues values, RandomStream random);
}
