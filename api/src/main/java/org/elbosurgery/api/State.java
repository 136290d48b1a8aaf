package org.elbosurgery.api;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A value of a plugin that training keeps but does not differentiate by, such as a moving average.
 * It is part of checkpoints and of the trained model, as parameters are.
 *
 * @since 0.1.0
 */
public interface State {

  /** Returns the present value as a variable of the graph. */
  SDVariable value();

  /**
   * Declares what the state becomes after each training step. All states change together; without
   * this call a state stays as it is. The last call counts.
   *
   * @param next the new value, of the same shape, as computed in the step from the parameters
   *     before it; may depend on anything in the graph, noise and the codes of a batch included
   */
  void afterStep(SDVariable next);
}
