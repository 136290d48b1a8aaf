package org.elbosurgery.priors.gaussian;

import java.util.HashMap;
import java.util.Map;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network of an affine coupling in a graph: from the half that is kept, the logarithms of the
 * scales and the shifts of the other half (Dinh et al. 2017, equations 4 and 5).
 *
 * @param first hidden layer
 * @param second hidden layer
 * @param scale the layer of the logarithms of the scales, before they are bounded
 * @param shift the layer of the shifts
 * @param maxLogScale the bound c of the logarithms, c tanh(.)
 */
record Coupling(
    DenseLayer first, DenseLayer second, DenseLayer scale, DenseLayer shift, double maxLogScale) {

  /**
   * The sizes of a coupling.
   *
   * @param number of the coupling, from 0
   * @param kept the number of dimensions that it keeps
   * @param moved the number of dimensions that it scales and shifts
   * @param units in each hidden layer
   */
  record Size(int number, int kept, int moved, int units) {

    private String name(String layer) {
      return "coupling" + number + "-" + layer;
    }

    /** Returns the parameters, by name, with which the coupling changes nothing. */
    Map<String, double[]> identity() {
      Map<String, double[]> parameters = new HashMap<>();
      putZeros(parameters, "hidden0", kept, units);
      putZeros(parameters, "hidden1", units, units);
      putZeros(parameters, "scale", units, moved);
      putZeros(parameters, "shift", units, moved);
      return parameters;
    }

    private void putZeros(Map<String, double[]> parameters, String layer, int inputs, int outputs) {
      parameters.put("W-" + name(layer), new double[inputs * outputs]);
      parameters.put("b-" + name(layer), new double[outputs]);
    }
  }

  /** Declares a coupling in a scope; it changes nothing at first. */
  static Coupling bind(GraphScope scope, Size size, double maxLogScale) {
    Initialization glorot = Initialization.GLOROT;
    return new Coupling(
        DenseLayer.bind(scope, size.name("hidden0"), size.kept, size.units, glorot),
        DenseLayer.bind(scope, size.name("hidden1"), size.units, size.units, glorot),
        zeros(scope, size.name("scale"), size.units, size.moved),
        zeros(scope, size.name("shift"), size.units, size.moved),
        maxLogScale);
  }

  private static DenseLayer zeros(GraphScope scope, String name, int inputs, int outputs) {
    return new DenseLayer(
        scope.parameter("W-" + name, Nd4j.zeros(inputs, outputs)),
        scope.parameter("b-" + name, Nd4j.zeros(1, outputs)));
  }

  /** Returns what the last layers see of the half that is kept, {@code [n, units]}. */
  SDVariable hidden(SDVariable kept) {
    return Activation.TANH.apply(second.apply(Activation.TANH.apply(first.apply(kept))));
  }

  /** Returns the logarithms of the scales, {@code [n, moved]}. */
  SDVariable logScale(SDVariable hidden) {
    return Activation.TANH.apply(scale.apply(hidden)).mul(maxLogScale);
  }

  /** Returns the coupling as numbers. */
  FrozenCoupling freeze(GraphValues values) {
    return new FrozenCoupling(
        FrozenCoupling.Layer.of(first, values),
        FrozenCoupling.Layer.of(second, values),
        FrozenCoupling.Layer.of(scale, values),
        FrozenCoupling.Layer.of(shift, values),
        maxLogScale);
  }
}
