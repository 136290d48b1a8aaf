package org.elbosurgery.framework.networks;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Affine;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fully connected layers with one nonlinearity, bound in a graph; apply it to any number of inputs.
 */
final class DenseNetwork {

  /** 256 million weights are a gigabyte, and Adam keeps two more. */
  private static final long MAX_SIZE = 1L << 28;

  private final List<DenseLayer> layers;
  private final Activation activation;

  private DenseNetwork(List<DenseLayer> layers, Activation activation) {
    this.layers = layers;
    this.activation = activation;
  }

  /** x W + b. */
  record DenseLayer(SDVariable weights, SDVariable bias) {

    /**
     * Declares a layer: weights from N(0, 2 / (in + out)) (Glorot and Bengio 2010), bias zero.
     *
     * @param scope where the parameters go
     * @param name their suffix
     */
    static DenseLayer bind(GraphScope scope, String name, int inputs, int outputs) {
      float[] values = scope.random().named(name).gaussians(size(inputs, outputs));
      double scale = Math.sqrt(2.0 / (inputs + outputs));
      for (int i = 0; i < values.length; i++) {
        values[i] *= (float) scale;
      }
      INDArray weights = Nd4j.create(values, new long[] {inputs, outputs}, 'c');
      return new DenseLayer(
          scope.parameter("W-" + name, weights),
          scope.parameter("b-" + name, Nd4j.zeros(1, outputs)));
    }

    private static int size(int inputs, int outputs) {
      long size = (long) inputs * outputs;
      if (size > MAX_SIZE) {
        throw new IllegalArgumentException(
            "a layer of " + inputs + " by " + outputs + " weights is too large; take fewer units");
      }
      return (int) size;
    }

    SDVariable apply(SDVariable x) {
      return Affine.map(x, weights, bias);
    }
  }

  /** Declares the hidden layers {@code 1 ... layers} of equal width. */
  static DenseNetwork bind(
      GraphScope scope, int inputs, int layers, int units, Activation activation) {
    List<DenseLayer> bound = new ArrayList<>();
    for (int i = 1; i <= layers; i++) {
      bound.add(DenseLayer.bind(scope, "hidden" + i, i == 1 ? inputs : units, units));
    }
    return new DenseNetwork(List.copyOf(bound), activation);
  }

  /** Returns the last hidden layer's values, or the input itself where there is no hidden layer. */
  SDVariable apply(SDVariable x) {
    SDVariable values = x;
    for (DenseLayer layer : layers) {
      values = activation.apply(layer.apply(values));
    }
    return values;
  }
}
