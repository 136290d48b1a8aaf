package org.elbosurgery.api;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A decoder bound in a graph.
 *
 * @since 0.1.0
 */
public interface BoundDecoder {

  /**
   * Returns the normalised log-likelihood of each row given its code.
   *
   * @param x data, {@code [n, D]}
   * @param z codes, {@code [n, d]}
   * @return log p(x|z) in nats, {@code [n]}
   */
  SDVariable logProb(SDVariable x, SDVariable z);

  /**
   * Returns the mean of p(x|z).
   *
   * @param z codes, {@code [n, d]}
   * @return E[x|z], {@code [n, D]}
   */
  SDVariable mean(SDVariable z);

  /**
   * Returns what draws data from p(x|z) with the parameters' present values, where this decoder can
   * draw. Data from the model itself, whose codes are known, bound log p(x) from above as well.
   *
   * @param values evaluates variables of the graph this decoder is bound in
   * @return the sampler; empty unless overridden
   */
  default Optional<DataSampler> sampler(GraphValues values) {
    return Optional.empty();
  }
}
