package org.elbosurgery.framework.benchmarks.rivals;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The networks {@code mlp}, {@code gated} and {@code conv} with their defaults in libtorch, told
 * apart by the names of their parameters.
 */
final class TorchNetworks {

  private static final long[] STRIDE = {2, 2};
  private static final long[] PADDING = {1, 1};
  private static final long[] NONE = {0, 0};
  private static final long[] ONE = {1, 1};
  private static final long SIDE = 28;
  private static final long SMALL_SIDE = SIDE / 4;

  private final TorchParameters parameters;
  private final ScalarOptional min;
  private final ScalarOptional max;

  TorchNetworks(TorchParameters parameters) {
    this.parameters = parameters;
    boolean gated = parameters.has("encoder/W-hidden1-gate");
    min = new ScalarOptional(new Scalar(gated ? -6.0 : -12.0));
    max = new ScalarOptional(new Scalar(gated ? 2.0 : 12.0));
  }

  /** The mean and the log-variance of q. */
  record Posterior(Tensor mean, Tensor logVariance) {}

  /** Returns q(z|x). */
  Posterior encode(Tensor x) {
    Tensor features = parameters.has("encoder/W-conv1") ? convolutions(x) : hidden("encoder/", x);
    return new Posterior(
        linear("encoder/", "mean", features),
        linear("encoder/", "log-variance", features).clamp(min, max));
  }

  /** Returns the logits of x given z. */
  Tensor decode(Tensor z) {
    return parameters.has("decoder/W-conv1")
        ? transposes(z)
        : linear("decoder/", "output", hidden("decoder/", z));
  }

  private Tensor hidden(String network, Tensor x) {
    return layer(network, "hidden2", layer(network, "hidden1", x));
  }

  private Tensor layer(String network, String name, Tensor x) {
    Tensor values = linear(network, name, x);
    return parameters.has(network + "W-" + name + "-gate")
        ? values.mul(torch.sigmoid(linear(network, name + "-gate", x)))
        : torch.softplus(values);
  }

  private Tensor linear(String network, String layer, Tensor x) {
    return torch.addmm(
        parameters.get(network + "b-" + layer), x, parameters.get(network + "W-" + layer));
  }

  /**
   * Images are channels last in memory, as ours, so that rows of data and features need no copies.
   */
  private Tensor convolutions(Tensor x) {
    Tensor images = x.view(x.size(0), SIDE, SIDE, 1).permute(0, 3, 1, 2);
    for (int i = 1; i <= 2; i++) {
      images =
          torch.relu(
              torch.conv2d(
                  images, kernel("encoder/", i), bias("encoder/", i), STRIDE, PADDING, ONE, 1));
    }
    return images.permute(0, 2, 3, 1).reshape(x.size(0), -1);
  }

  private Tensor transposes(Tensor z) {
    Tensor start = torch.relu(linear("decoder/", "start", z));
    Tensor images = start.view(z.size(0), SMALL_SIDE, SMALL_SIDE, -1).permute(0, 3, 1, 2);
    Tensor middle = torch.relu(transpose(images, 2));
    return transpose(middle, 1).permute(0, 2, 3, 1).reshape(z.size(0), -1);
  }

  private Tensor transpose(Tensor images, int layer) {
    return torch.conv_transpose2d(
        images, kernel("decoder/", layer), bias("decoder/", layer), STRIDE, PADDING, NONE, 1, ONE);
  }

  /** Returns weights of ours, rows and columns first, in libtorch's order. */
  private Tensor kernel(String network, int layer) {
    return parameters.get(network + "W-conv" + layer).permute(3, 2, 0, 1);
  }

  private TensorOptional bias(String network, int layer) {
    return new TensorOptional(parameters.get(network + "b-conv" + layer).reshape(-1));
  }
}
