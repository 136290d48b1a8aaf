package org.elbosurgery.framework.networks;

import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
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
}
