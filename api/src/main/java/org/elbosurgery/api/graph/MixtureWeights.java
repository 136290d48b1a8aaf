package org.elbosurgery.api.graph;

import org.elbosurgery.api.GraphScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weights of a mixture's components.
 *
 * @since 0.1.0
 */
public enum MixtureWeights {

  /** All equal. */
  UNIFORM {
    @Override
    public SDVariable bind(GraphScope scope, int components) {
      return scope.constant(
          "log-weights",
          Nd4j.valueArrayOf(new long[] {1, components}, -Math.log(components), DataType.DOUBLE));
    }
  },

  /** Trained: the softmax of free parameters that start at zero. */
  LEARNED {
    @Override
    public SDVariable bind(GraphScope scope, int components) {
      if (components == 1) {
        return UNIFORM.bind(scope, 1); // its weight is 1: there is nothing to learn
      }
      SDVariable logits = scope.parameter("logits", Nd4j.zeros(1, components));
      return logits.sub(Reduction.logSumExpOfRows(logits).reshape(1, 1));
    }
  };

  /**
   * Declares the weights in a scope, under the name {@code log-weights} or {@code logits}.
   *
   * @param scope of the prior
   * @param components K
   * @return natural logarithms of the weights, {@code [1, K]}, normalised
   */
  public abstract SDVariable bind(GraphScope scope, int components);
}
