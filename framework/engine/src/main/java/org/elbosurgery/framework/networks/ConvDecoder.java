package org.elbosurgery.framework.networks;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.elbosurgery.api.graph.TransposedConvolutionLayer;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Transposed convolutions from z to the parameters of p(x|z), the mirror image of {@link
 * ConvEncoder}: z is fully connected to the smallest images, and the output of each layer has the
 * shape of its counterpart's input.
 *
 * @param height rows of an image; 0 if images are square
 * @param imageChannels channels of an image, which are the last axis; 0 stands for 1, or for 3 if 1
 *     does not fit
 * @param layers number of transposed convolutions
 * @param channels of the images before the last; each earlier layer has twice as many
 * @param activation the nonlinearity of all layers but the last
 * @param likelihood the distribution of x given z
 * @param scale how many scales the likelihood has beside the network's output
 * @param initialScale the scale before training; 0 for the likelihood's own
 * @param initialization how the weights of all layers are initialised
 */
@Plugin(
    name = "conv",
    summary = "transposed convolutions to images, mirroring those of the encoder",
    reference = "Radford, Metz and Chintala 2016, Unsupervised representation learning with DCGANs")
public record ConvDecoder(
    @Option("rows of an image; 0 for square ones") @Min(0) @Max(100000) int height,
    @Option("channels of an image, the last axis; 0 for 1, or 3 if 1 does not fit")
        @Min(0)
        @Max(1024)
        int imageChannels,
    @Option("number of transposed convolutions") @Min(1) @Max(10) int layers,
    @Option("channels of the images before the last; each earlier layer has twice as many")
        @Min(1)
        @Max(1024)
        int channels,
    @Option("nonlinearity of all layers but the last") Activation activation,
    @Option("distribution of each value of x given z") Likelihood likelihood,
    @Option(Scale.MEANING) Scale scale,
    @Option(Scale.INITIAL) @Min(0) double initialScale,
    @Option("initialisation of the weights") Initialization initialization)
    implements Decoder {

  /**
   * Two transposed convolutions, from 64 through 32 channels to the image, and a Bernoulli
   * likelihood.
   */
  public ConvDecoder() {
    this(0, 0, 2, 32, Activation.RELU, Likelihood.BERNOULLI, Scale.SHARED, 0, Initialization.HE);
  }

  /**
   * Checks the scale.
   *
   * @throws IllegalArgumentException if the likelihood has none, or the initial one is out of
   *     bounds
   */
  public ConvDecoder {
    likelihood.requireScale(scale, initialScale);
  }

  @Override
  public Support support() {
    return likelihood.support();
  }

  @Override
  public BoundDecoder bind(GraphScope scope) {
    ImagePyramid pyramid =
        new ImagePyramid(ImageGuess.of(height, imageChannels, scope.dataSize()), layers, channels);
    DenseLayer start =
        DenseLayer.bind(
            scope, "start", scope.latentSize(), pyramid.shape(layers).size(), initialization);
    UnaryOperator<SDVariable> hidden =
        HiddenLayers.of(layers - 1, i -> layer(scope, pyramid, layers + 1 - i));
    TransposedConvolutionLayer last = bind(scope, pyramid, 1);
    return new NetworkDecoder(
        z -> last.apply(hidden.apply(activation.apply(start.apply(z)))),
        likelihood.bind(scope, scale, initialScale));
  }

  private UnaryOperator<SDVariable> layer(GraphScope scope, ImagePyramid pyramid, int level) {
    TransposedConvolutionLayer layer = bind(scope, pyramid, level);
    return x -> layer.apply(x, activation);
  }

  /** Declares the layer from a level to the level below it. */
  private TransposedConvolutionLayer bind(GraphScope scope, ImagePyramid pyramid, int level) {
    return TransposedConvolutionLayer.bind(
        scope,
        "conv" + level,
        pyramid.shape(level),
        pyramid.shape(level - 1).channels(),
        pyramid.kernel(level),
        initialization);
  }
}
