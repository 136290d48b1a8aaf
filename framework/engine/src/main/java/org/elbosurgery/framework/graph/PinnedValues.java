package org.elbosurgery.framework.graph;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.GraphValues;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Evaluates a graph whose parameters may still change: functions are evaluated at the values that
 * the parameters had when the function was made.
 *
 * @param values evaluates the same graph
 * @param parameters its live parameters
 */
record PinnedValues(GraphValues values, Parameters parameters) implements GraphValues {

  @Override
  public INDArray of(SDVariable variable) {
    return values.of(variable);
  }

  @Override
  public UnaryOperator<INDArray> function(UnaryOperator<SDVariable> expression) {
    Parameters then = parameters.copy();
    UnaryOperator<INDArray> function = values.function(expression);
    return z -> {
      Parameters now = parameters.copy();
      parameters.assign(then);
      try {
        return function.apply(z);
      } finally {
        parameters.assign(now);
      }
    };
  }
}
