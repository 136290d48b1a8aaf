package org.elbosurgery.api.graph;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How the weights of a layer begin: from a Gaussian of mean 0 whose variance depends on the numbers
 * of inputs and outputs.
 *
 * @since 0.1.0
 */
public enum Initialization {
  /** Variance 2 / (inputs + outputs) (Glorot and Bengio 2010). */
  GLOROT {
    @Override
    double variance(int inputs, int outputs) {
      return 2.0 / (inputs + outputs);
    }
  },

  /** Variance 2 / inputs (He et al. 2015). */
  HE {
    @Override
    double variance(int inputs, int outputs) {
      return 2.0 / inputs;
    }
  },

  /** Variance 1 / inputs (LeCun et al. 1998). */
  LECUN {
    @Override
    double variance(int inputs, int outputs) {
      return 1.0 / inputs;
    }
  };

  /** 256 million weights are a gigabyte, and an optimizer keeps as much again or twice. */
  private static final long MAX_SIZE = 1L << 28;

  /** Returns the variance of a weight. */
  abstract double variance(int inputs, int outputs);

  /**
   * Draws the weights of a fully connected layer.
   *
   * @param random where the randomness comes from
   * @param inputs at least 1
   * @param outputs at least 1
   * @return {@code [inputs, outputs]}, single precision
   * @throws IllegalArgumentException if there are more than 2^28 of them
   */
  public INDArray weights(RandomStream random, int inputs, int outputs) {
    return weights(random, inputs, outputs, new long[] {inputs, outputs});
  }

  /**
   * Draws weights of any shape.
   *
   * @param random where the randomness comes from
   * @param inputs numbers that go into each output, at least 1
   * @param outputs numbers that each input goes into, at least 1
   * @param shape of the weights
   * @return of that shape, single precision
   * @throws IllegalArgumentException if there are more than 2^28 of them
   */
  public INDArray weights(RandomStream random, int inputs, int outputs, long[] shape) {
    double size = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a layer of "
              + Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" by "))
              + " weights is too large; take fewer units");
    }
    float[] values = random.gaussians((int) size);
    float scale = (float) Math.sqrt(variance(inputs, outputs));
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return Nd4j.create(values, shape, 'c');
  }
}
