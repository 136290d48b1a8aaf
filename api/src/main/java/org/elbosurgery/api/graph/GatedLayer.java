package org.elbosurgery.api.graph;

import org.elbosurgery.api.GraphScope;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A fully connected layer with a gate, (x A + a) sigmoid(x B + b) (Dauphin et al. 2017; Tomczak and
 * Welling 2018). It can be applied to any number of inputs.
 *
 * @param values A and a
 * @param gate B and b
 * @since 0.1.0
 */
public record GatedLayer(DenseLayer values, DenseLayer gate) {

  /**
   * Declares a layer: {@code W-NAME} and {@code b-NAME} for the values, {@code W-NAME-gate} and
   * {@code b-NAME-gate} for the gate.
   *
   * @param scope where the parameters are declared
   * @param name unique among the layers of the scope
   * @param inputs at least 1
   * @param outputs at least 1
   * @param initialization how the weights are initialised
   * @throws IllegalArgumentException if either has more than 2^28 weights
   */
  public static GatedLayer bind(
      GraphScope scope, String name, int inputs, int outputs, Initialization initialization) {
    return new GatedLayer(
        DenseLayer.bind(scope, name, inputs, outputs, initialization),
        DenseLayer.bind(scope, name + "-gate", inputs, outputs, initialization));
  }

  /**
   * Returns the gated values.
   *
   * @param x {@code [n, inputs]}
   * @return {@code [n, outputs]}
   */
  public SDVariable apply(SDVariable x) {
    return values.apply(x).mul(Activation.SIGMOID.apply(gate.apply(x)));
  }
}
