package org.elbosurgery.framework.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.plan.UpdatePass;
import org.elbosurgery.framework.plan.Workers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Updates parameters in single precision and keeps the state of the optimizer. */
public final class GradientDescent {

  private final Optimizer optimizer;
  private final List<String> names;
  private final INDArray state;
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
    this.state = Nd4j.zeros(DataType.FLOAT, optimizer.states(), parameters.count());
    this.pass = new UpdatePass(workers, parameters.arrays().values(), state);
  }

  /** Returns the optimizer's live state, {@code [states, parameters]}. */
  INDArray state() {
    return state;
  }

  /**
   * Continues from a state.
   *
   * @param stored {@code [states, parameters]}
   * @throws ElboException USER if it has another shape
   */
  void restore(INDArray stored) {
    if (!stored.equalShapes(state)) {
      throw ElboException.user(
          "the checkpoint has an optimizer state of shape %s; this model and optimizer have %s"
              .formatted(Arrays.toString(stored.shape()), Arrays.toString(state.shape())));
    }
    state.assign(stored);
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
