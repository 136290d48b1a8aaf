package org.elbosurgery.framework.networks;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.ConvolutionLayer;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Convolutions from images x to the mean and the log-variance of q(z|x): each layer halves the
 * sides of the images as long as they are even, and doubles the channels. The last is fully
 * connected to mean and log-variance.
 *
 * @param height rows of an image; 0 if images are square
 * @param imageChannels channels of an image, which are the last axis; 0 stands for 1, or for 3 if 1
 *     does not fit
 * @param layers number of convolutions
 * @param channels of the first; each further layer has twice as many
 * @param activation their nonlinearity
 * @param initialization how the weights of all layers are initialised
 * @param logVariance the range of the log-variances
 */
@Plugin(
    name = "conv",
    summary = "convolutions of images, each halving the sides as long as they are even",
    reference = "Radford, Metz and Chintala 2016, Unsupervised representation learning with DCGANs")
public record ConvEncoder(
    @Option("rows of an image; 0 for square ones") @Min(0) @Max(100000) int height,
    @Option("channels of an image, the last axis; 0 for 1, or 3 if 1 does not fit")
        @Min(0)
        @Max(1024)
        int imageChannels,
    @Option("number of convolutions") @Min(1) @Max(10) int layers,
    @Option("channels of the first convolution; each further one has twice as many")
        @Min(1)
        @Max(1024)
        int channels,
    @Option("nonlinearity of the convolutions") Activation activation,
    @Option("initialisation of the weights") Initialization initialization,
    @Option(GaussianHead.RANGE) LogVarianceRange logVariance)
    implements Encoder {

  /** Two convolutions of 32 and 64 channels. */
  public ConvEncoder() {
    this(0, 0, 2, 32, Activation.RELU, Initialization.HE, LogVarianceRange.FREE);
  }

  @Override
  public BoundEncoder bind(GraphScope scope) {
    ImagePyramid pyramid =
        new ImagePyramid(ImageGuess.of(height, imageChannels, scope.dataSize()), layers, channels);
    UnaryOperator<SDVariable> hidden =
        HiddenLayers.of(layers, level -> layer(scope, pyramid, level));
    int width = pyramid.shape(layers).size();
    GaussianHead head = GaussianHead.bind(scope, width, initialization, logVariance);
    return x -> head.apply(hidden.apply(x));
  }

  private UnaryOperator<SDVariable> layer(GraphScope scope, ImagePyramid pyramid, int level) {
    ConvolutionLayer layer =
        ConvolutionLayer.bind(
            scope,
            "conv" + level,
            pyramid.shape(level - 1),
            pyramid.shape(level).channels(),
            pyramid.kernel(level),
            initialization);
    return x -> layer.apply(x, activation);
  }
}
