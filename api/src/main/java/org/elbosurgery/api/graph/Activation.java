package org.elbosurgery.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The nonlinearities of a network's hidden layers, accurate for inputs of any size.
 *
 * @since 0.1.0
 */
public enum Activation {

  /** log(1 + exp(x)). ND4J's own overflows above 88 in single precision. */
  SOFTPLUS {
    @Override
    public SDVariable apply(SDVariable x) {
      SameDiff graph = x.getSameDiff();
      SDVariable bounded = graph.math().clipByValue(x, -LINEAR_FROM, LINEAR_FROM);
      SDVariable excess = graph.nn().relu(x.sub(LINEAR_FROM), 0);
      return graph.nn().softplus(bounded).add(excess);
    }
  },

  /** max(x, 0). */
  RELU {
    @Override
    public SDVariable apply(SDVariable x) {
      return x.getSameDiff().nn().relu(x, 0);
    }
  },

  /** The hyperbolic tangent. */
  TANH {
    @Override
    public SDVariable apply(SDVariable x) {
      return x.getSameDiff().math().tanh(x);
    }
  };

  /** Above this softplus(x) is x to single precision, below minus this it is 0. */
  private static final double LINEAR_FROM = 80;

  /** Applies the nonlinearity to every value. */
  public abstract SDVariable apply(SDVariable x);
}
