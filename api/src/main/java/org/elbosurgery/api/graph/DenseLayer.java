package org.elbosurgery.api.graph;

import org.elbosurgery.api.GraphScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A fully connected layer in a graph, x W + b. It can be applied to any number of inputs.
 *
 * @param weights {@code [inputs, outputs]}
 * @param bias {@code [1, outputs]}
 * @since 0.1.0
 */
public record DenseLayer(SDVariable weights, SDVariable bias) {

  /**
   * Declares a layer: its weights {@code W-NAME}, drawn from the scope's stream of the layer's
   * name, and its bias {@code b-NAME}, initially 0.
   *
   * @param scope where the parameters are declared
   * @param name unique among the layers of the scope
   * @param inputs at least 1
   * @param outputs at least 1
   * @param initialization how the weights are initialised
   * @throws IllegalArgumentException if the layer has more than 2^28 weights
   */
  public static DenseLayer bind(
      GraphScope scope, String name, int inputs, int outputs, Initialization initialization) {
    return new DenseLayer(
        scope.parameter(
            "W-" + name, initialization.weights(scope.random().named(name), inputs, outputs)),
        scope.parameter("b-" + name, Nd4j.zeros(1, outputs)));
  }

  /**
   * Returns x W + b.
   *
   * @param x {@code [n, inputs]}
   * @return {@code [n, outputs]}
   */
  public SDVariable apply(SDVariable x) {
    return Affine.map(x, weights, bias);
  }
}
