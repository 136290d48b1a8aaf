package org.elbosurgery.api.graph;

import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.GraphScope;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Hidden layers of equal width in succession.
 *
 * @since 0.1.0
 */
public final class HiddenLayers {

  private HiddenLayers() {}

  /**
   * Returns the layers as one function.
   *
   * @param count the number of layers; with 0 the function returns its input
   * @param bind declares a layer, numbered from 1
   */
  public static UnaryOperator<SDVariable> of(
      int count, IntFunction<UnaryOperator<SDVariable>> bind) {
    UnaryOperator<SDVariable> all = UnaryOperator.identity();
    for (int i = 1; i <= count; i++) {
      UnaryOperator<SDVariable> before = all;
      UnaryOperator<SDVariable> layer = bind.apply(i);
      all = x -> layer.apply(before.apply(x));
    }
    return all;
  }

  /**
   * Declares fully connected layers {@code hidden1}, {@code hidden2}, ..., each followed by a
   * nonlinearity, and returns them as one function.
   *
   * @param scope where the parameters are declared
   * @param count the number of layers; with 0 the function returns its input
   * @param inputs of the first
   * @param units of each
   * @param activation the nonlinearity
   * @param initialization how the weights are initialised
   */
  public static UnaryOperator<SDVariable> dense(
      GraphScope scope,
      int count,
      int inputs,
      int units,
      Activation activation,
      Initialization initialization) {
    return of(
        count,
        i -> {
          DenseLayer layer =
              DenseLayer.bind(scope, "hidden" + i, i == 1 ? inputs : units, units, initialization);
          return x -> activation.apply(layer.apply(x));
        });
  }

  /**
   * Declares gated layers {@code hidden1}, {@code hidden2}, ... and returns them as one function.
   *
   * @param scope where the parameters are declared
   * @param count the number of layers; with 0 the function returns its input
   * @param inputs of the first
   * @param units of each
   * @param initialization how the weights are initialised
   */
  public static UnaryOperator<SDVariable> gated(
      GraphScope scope, int count, int inputs, int units, Initialization initialization) {
    return of(
        count,
        i ->
            GatedLayer.bind(scope, "hidden" + i, i == 1 ? inputs : units, units, initialization)
                ::apply);
  }
}
