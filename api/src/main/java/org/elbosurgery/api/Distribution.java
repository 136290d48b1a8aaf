package org.elbosurgery.api;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A distribution of codes with fixed numbers as parameters.
 *
 * @since 0.1.0
 */
public interface Distribution {

  /** Returns d, the number of dimensions. */
  int dimensions();

  /**
   * Returns the standard error of the logarithm of an estimated normaliser. It is an error of every
   * log-density at once, which more codes do not reduce: it adds in squares to the errors of the
   * KLs and the ELBO.
   *
   * @return nats; 0 if the normaliser is known
   */
  default double logNormalizerError() {
    return 0;
  }

  /**
   * Returns the normalised log-density.
   *
   * @param z codes, {@code [n, d]}, float or double
   * @return log p(z) in nats, {@code [n]}, double
   * @throws IllegalArgumentException if z is not {@code [n, d]}
   */
  INDArray logProb(INDArray z);

  /**
   * Draws independent samples.
   *
   * @param n the number of samples, at least 1
   * @param random the source of randomness
   * @return {@code [n, d]}, double
   */
  INDArray sample(int n, RandomStream random);

  /**
   * Returns the cross-entropy -E_{q_n}[log p(z)] of each posterior where it has a closed form.
   *
   * @param posteriors the posteriors
   * @return nats, {@code [N]}, double; empty where there is no closed form
   * @throws IllegalArgumentException if the dimensions differ
   */
  default Optional<INDArray> crossEntropy(Posteriors posteriors) {
    return Optional.empty();
  }
}
