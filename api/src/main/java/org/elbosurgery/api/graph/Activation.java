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
  },

  /** 1 / (1 + exp(-x)). */
  SIGMOID {
    @Override
    public SDVariable apply(SDVariable x) {
      return x.getSameDiff().nn().sigmoid(x);
    }
  },

  /** x / (1 + exp(-x)), also called SiLU (Ramachandran, Zoph and Le 2017). */
  SWISH {
    @Override
    public SDVariable apply(SDVariable x) {
      return x.mul(x.getSameDiff().nn().sigmoid(x));
    }
  },

  /** x above 0, exp(x) - 1 below (Clevert, Unterthiner and Hochreiter 2016). */
  ELU {
    @Override
    public SDVariable apply(SDVariable x) {
      return x.getSameDiff().nn().elu(x);
    }
  },

  /** x above 0, 0.01 x below (Maas, Hannun and Ng 2013). */
  LEAKY_RELU {
    @Override
    public SDVariable apply(SDVariable x) {
      return x.getSameDiff().nn().relu(x, 0).mul(1 - LEAK).add(x.mul(LEAK));
    }
  };

  private static final double LEAK = 0.01;

  /** Above this softplus(x) is x to single precision, below minus this it is 0. */
  private static final double LINEAR_FROM = 80;

  /** Applies the nonlinearity to every value. */
  public abstract SDVariable apply(SDVariable x);
}
