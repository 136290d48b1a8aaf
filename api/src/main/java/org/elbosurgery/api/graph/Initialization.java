package org.elbosurgery.api.graph;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How the weights of a layer are initialised: by a Gaussian with mean 0 and a variance that depends
 * on the numbers of inputs and outputs.
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
  },

  /** Variance 1 / (3 inputs), as that of PyTorch's layers, which begin as uniform noise. */
  PYTORCH {
    @Override
    double variance(int inputs, int outputs) {
      return 1.0 / (3.0 * inputs);
    }
  };

  /**
   * The largest number of weights of a layer: 256 million take a gigabyte, and an optimizer needs
   * as much again or twice as much.
   */
  private static final long MAX_SIZE = 1L << 28;

  /** Returns the variance of a weight. */
  abstract double variance(int inputs, int outputs);

  /**
   * Draws the weights of a fully connected layer.
   *
   * @param random the source of randomness
   * @param inputs at least 1
   * @param outputs at least 1
   * @return {@code [inputs, outputs]}, single precision
   * @throws IllegalArgumentException if there are more than 2^28 weights
   */
  public INDArray weights(RandomStream random, int inputs, int outputs) {
    return weights(random, inputs, outputs, new long[] {inputs, outputs});
  }

  /**
   * Draws weights of any shape.
   *
   * @param random the source of randomness
   * @param inputs the number of inputs of each output, at least 1
   * @param outputs the number of outputs that each input affects, at least 1
   * @param shape of the weights
   * @return of that shape, single precision
   * @throws IllegalArgumentException if there are more than 2^28 weights
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
