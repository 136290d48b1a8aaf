package org.elbosurgery.framework.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.plan.UpdatePass;
import org.elbosurgery.framework.plan.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Updates parameters in single precision and keeps the state of the optimizer. */
public final class GradientDescent {

  private final Optimizer optimizer;
  private final List<String> names;
  private final long[] shape;
  private final UpdatePass pass;

  /**
   * Starts with a state of zeros.
   *
   * @param optimizer the rule of the updates
   * @param parameters the parameters, which are changed in place
   * @param workers the threads to compute on
   */
  public GradientDescent(Optimizer optimizer, Parameters parameters, Workers workers) {
    this.optimizer = optimizer;
    this.names = List.copyOf(parameters.arrays().keySet());
    this.shape = new long[] {optimizer.states(), parameters.count()};
    this.pass = new UpdatePass(workers, parameters.arrays().values(), optimizer.states());
  }

  /** Returns the optimizer's present state, {@code [states, parameters]}, until the next call. */
  INDArray state() {
    return pass.state();
  }

  /**
   * Continues from a state.
   *
   * @param stored {@code [states, parameters]}
   * @throws ElboException USER if it has another shape
   */
  void restore(INDArray stored) {
    if (!Arrays.equals(stored.shape(), shape)) {
      throw ElboException.user(
          "the checkpoint has an optimizer state of shape %s; this model and optimizer have %s"
              .formatted(Arrays.toString(stored.shape()), Arrays.toString(shape)));
    }
    pass.restore(stored);
  }

  /**
   * Changes every parameter in place.
   *
   * @param gradients by parameter name
   * @param rate the learning rate
   * @param iteration the number of steps before this one
   */
  public void step(Map<String, INDArray> gradients, double rate, int iteration) {
    pass.step(names.stream().map(gradients::get).toList(), optimizer.update(rate, iteration));
  }
}
