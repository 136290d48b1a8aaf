package org.elbosurgery.framework.training;

import java.util.Optional;
import org.elbosurgery.framework.graph.Parameters;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The complete state of a training run, from which it continues bit for bit.
 *
 * @param progress the progress
 * @param parameters the parameters
 * @param state of the optimizer, {@code [states, parameters]}
 * @param best the parameters after the epoch with the best validation ELBO; empty without
 *     validation
 */
public record TrainingSnapshot(
    TrainingProgress progress, Parameters parameters, INDArray state, Optional<Parameters> best) {

  /**
   * Returns the parameters that a training gives if it ends here: with validation, those of the
   * best epoch unless the options request the last.
   */
  public Parameters trained(TrainingOptions options) {
    return options.keep() == TrainingOptions.Keep.LAST ? parameters : best.orElse(parameters);
  }
}
