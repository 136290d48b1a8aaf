package org.elbosurgery.framework.networks;

import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.graph.GatedLayer;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;

/** Hidden layers of equal width in succession. */
final class HiddenLayers {

  private HiddenLayers() {}

  /**
   * Returns the layers as one function.
   *
   * @param count the number of layers; with 0 the function returns its input
   * @param bind declares a layer, numbered from 1
   */
  static UnaryOperator<SDVariable> of(int count, IntFunction<UnaryOperator<SDVariable>> bind) {
    UnaryOperator<SDVariable> all = UnaryOperator.identity();
    for (int i = 1; i <= count; i++) {
      UnaryOperator<SDVariable> before = all;
      UnaryOperator<SDVariable> layer = bind.apply(i);
      all = x -> layer.apply(before.apply(x));
    }
    return all;
  }

  /**
   * Declares gated layers {@code hidden1}, {@code hidden2}, ... and returns them as one function.
   *
   * @param count the number of layers
   * @param inputs of the first
   * @param units of each
   */
  static UnaryOperator<SDVariable> gated(
      GraphScope scope, int count, int inputs, int units, Initialization initialization) {
    return of(
        count,
        i ->
            GatedLayer.bind(scope, "hidden" + i, i == 1 ? inputs : units, units, initialization)
                ::apply);
  }
}
