package org.elbosurgery.api.graph;

import org.elbosurgery.api.GraphScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution of images in a graph. It can be applied to any number of inputs.
 *
 * @param weights {@code [size, size, channels in, channels out]}
 * @param bias {@code [1, channels out]}
 * @param kernel the window
 * @param input the shape of the input images
 * @param output the shape of the output images
 * @since 0.1.0
 */
public record ConvolutionLayer(
    SDVariable weights,
    SDVariable bias,
    ConvolutionKernel kernel,
    ImageShape input,
    ImageShape output) {

  /**
   * Declares a layer: its weights {@code W-NAME}, drawn from the scope's stream of the layer's
   * name, and its bias {@code b-NAME}, initially 0.
   *
   * @param scope where the parameters are declared
   * @param name unique among the layers of the scope
   * @param input the shape of the input images
   * @param channels the channels of the output images, at least 1
   * @param kernel the window
   * @param initialization how the weights are initialised
   * @throws IllegalArgumentException if the kernel does not fit in the images, or the layer has
   *     more than 2^28 weights
   */
  public static ConvolutionLayer bind(
      GraphScope scope,
      String name,
      ImageShape input,
      int channels,
      ConvolutionKernel kernel,
      Initialization initialization) {
    ImageShape output = kernel.convolved(input, channels);
    int window = kernel.size() * kernel.size();
    long[] shape = {kernel.size(), kernel.size(), input.channels(), channels};
    return new ConvolutionLayer(
        scope.parameter(
            "W-" + name,
            initialization.weights(
                scope.random().named(name), window * input.channels(), window * channels, shape)),
        scope.parameter("b-" + name, Nd4j.zeros(1, channels)),
        kernel,
        input,
        output);
  }

  /**
   * Returns the convolution with the bias, followed by a nonlinearity.
   *
   * @param x images, {@code [n, input.size()]}
   * @return {@code [n, output.size()]}
   */
  public SDVariable apply(SDVariable x, Activation activation) {
    return activation.apply(places(x)).reshape(-1, output.size());
  }

  /**
   * Returns the convolution with the bias.
   *
   * @param x images, {@code [n, input.size()]}
   * @return {@code [n, output.size()]}
   */
  public SDVariable apply(SDVariable x) {
    return places(x).reshape(-1, output.size());
  }

  /** Returns a row for each place, {@code [n height width, channels]}. */
  private SDVariable places(SDVariable x) {
    Conv2DConfig config =
        Conv2DConfig.builder()
            .kH(kernel.size())
            .kW(kernel.size())
            .sH(kernel.stride())
            .sW(kernel.stride())
            .pH(kernel.padding())
            .pW(kernel.padding())
            .paddingMode(PaddingMode.VALID)
            .dataFormat(Conv2DConfig.NHWC)
            .build();
    SDVariable images = x.reshape(-1, input.height(), input.width(), input.channels());
    return x.getSameDiff()
        .cnn()
        .conv2d(images, weights, config)
        .reshape(-1, output.channels())
        .add(bias);
  }
}
