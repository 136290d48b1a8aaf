package org.elbosurgery.framework.plan;

import java.util.Optional;

/**
 * Rules for convolutions of images, channels last, and their transposes. Both are products of
 * matrices. With S(x) the matrix of the numbers in the window, with a row for each position on
 * images x, S* the transpose of S, and the weights as matrices W, V with a row for each number in
 * the window:
 *
 * <pre>
 * convolution y = S(x) W      gradients by x: S*(g W^T)    by W: S(x)^T g
 * transpose   y = S*(x V^T)   gradients by x: S(g) V       by V: S(g)^T x
 * </pre>
 *
 * <p>The shapes: x [n, h, w, c], y [n, h', w', c'], W and V [window, channels of the other side];
 * the window slides over the larger images, x of a convolution and y of a transpose.
 */
final class ConvolutionRules implements OperationRules {

  private static final int CHANNELS_LAST = 1;

  private final Expressions make;

  ConvolutionRules(Expressions make) {
    this.make = make;
  }

  @Override
  public Optional<Node> lower(Call call) {
    return switch (call.name()) {
      case "conv2d" -> isPlain(call, 2) ? Optional.of(convolution(call)) : Optional.empty();
      case "conv2d_bp" -> isPlain(call, 3) ? Optional.of(gradient(call)) : Optional.empty();
      case "deconv2d" -> isPlain(call, 2) ? Optional.of(transpose(call)) : Optional.empty();
      case "deconv2d_bp" ->
          isPlain(call, 3) ? Optional.of(transposeGradient(call)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /**
   * Returns whether a call has no bias or dilation, explicit padding, channels last, and weights
   * [rows, columns, channels, channels], a layout that only convolutions have as an argument.
   */
  private static boolean isPlain(Call call, int operands) {
    long[] told = call.integers();
    return call.operands() == operands
        && told.length >= 10
        && told[6] == 1
        && told[7] == 1
        && told[8] == 0
        && told[9] == CHANNELS_LAST
        && (told.length == 10 || told[10] == 0);
  }

  /**
   * Returns the window over large images, [n, h, w, c], that has as many positions as the small
   * images have places.
   */
  private static Window window(Call call, long[] large, long[] small) {
    long[] told = call.integers();
    return new Window(
        (int) large[1],
        (int) large[2],
        (int) large[3],
        (int) told[0],
        (int) told[1],
        (int) told[2],
        (int) told[3],
        (int) told[4],
        (int) told[5],
        (int) small[1],
        (int) small[2]);
  }

  /**
   * Returns images or weights as a matrix with a row for each place, or for each number in the
   * window.
   */
  private Node matrix(Node x) {
    long[] shape = x.shape();
    return make.view(x, shape[0] * shape[1] * shape[2], shape[3]);
  }

  private Node convolution(Call call) {
    Node x = call.operand(0);
    Window window = window(call, x.shape(), call.shape());
    return make.view(make.convolution(window, x, matrix(call.operand(1))), call.shape());
  }

  private Node gradient(Call call) {
    Node x = call.operand(0);
    Node g = call.operand(2);
    Window window = window(call, x.shape(), g.shape());
    return call.output() == 0
        ? make.transposedConvolution(window, matrix(g), matrix(call.operand(1)), call.shape())
        : make.view(make.convolutionWeights(window, x, matrix(g)), call.shape());
  }

  private Node transpose(Call call) {
    Node x = call.operand(0);
    Window window = window(call, call.shape(), x.shape());
    return make.transposedConvolution(window, matrix(x), matrix(call.operand(1)), call.shape());
  }

  private Node transposeGradient(Call call) {
    Node x = call.operand(0);
    Node g = call.operand(2);
    Window window = window(call, g.shape(), x.shape());
    Node by =
        call.output() == 0
            ? make.convolution(window, g, matrix(call.operand(1)))
            : make.convolutionWeights(window, g, matrix(x));
    return make.view(by, call.shape());
  }
}
