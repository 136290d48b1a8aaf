package org.elbosurgery.framework.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.simd.Elementwise;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Makes the nodes of a plan: each value only once, however often the graph computes it, and in its
 * simplest form. Simplifications change only the rounding.
 */
final class Expressions {

  private final GuardedSoftplus softplus = new GuardedSoftplus(this);
  private final Map<List<Object>, Node> known = new HashMap<>();

  /** Returns a placeholder, parameter or constant of the graph. */
  Node variable(String name, long[] shape, DataType type) {
    return node(new Given.Variable(name), List.of(), shape, type);
  }

  /** Returns an output of an operation that ND4J executes. */
  Node foreign(String operation, int output, List<Node> inputs, long[] shape, DataType type) {
    return node(new Alone.Foreign(operation, output), inputs, shape, type);
  }

  /** Returns a constant array of a shape. */
  Node constant(float value, long... shape) {
    return floats(new Given.Constant(value), List.of(), shape);
  }

  /** Returns the same numbers in another shape. */
  Node view(Node x, long... shape) {
    if (x.hasShape(shape)) {
      return x;
    }
    if (x.operation() instanceof Given.Constant constant) {
      return constant(constant.value(), shape);
    }
    if (isOneNumber(x)) {
      return broadcast(x.input(0), shape);
    }
    return node(new Operation.View(), List.of(x.base()), shape, x.type());
  }

  /** Returns x broadcast to a shape. */
  Node broadcast(Node x, long... shape) {
    return x.hasShape(shape) ? x : map(Elementwise.COPY, 0, List.of(x), shape);
  }

  /** Returns whether all numbers of x are one that was broadcast. */
  private static boolean isOneNumber(Node x) {
    return x.is(Elementwise.COPY) && x.input(0).extent().size() == 1;
  }

  /** Returns a function with a constant. */
  Node withConstant(Elementwise function, Node x, double constant) {
    return map(function, (float) constant, List.of(x), x.shape());
  }

  /** Returns a function of one argument. */
  Node unary(Elementwise function, Node x) {
    return switch (function) {
      case SOFTPLUS, SIGMOID ->
          map(function, 0, List.of(x, unary(Elementwise.EXP_NEG_ABS, x)), x.shape());
      default -> map(function, 0, List.of(x), x.shape());
    };
  }

  /** Returns a function of two arguments, which broadcast to a shape. */
  Node binary(Elementwise function, Node x, Node y, long... shape) {
    return switch (function) {
      case ADD -> sum(x, y, shape);
      case SUBTRACT ->
          withNumber(Elementwise.ADD_CONSTANT, x, y, -1, shape)
              .orElseGet(() -> map(function, 0, List.of(x, y), shape));
      case MULTIPLY ->
          withNumber(Elementwise.MULTIPLY_CONSTANT, x, y, 1, shape)
              .or(() -> withNumber(Elementwise.MULTIPLY_CONSTANT, y, x, 1, shape))
              .orElseGet(() -> map(function, 0, List.of(x, y), shape));
      default -> map(function, 0, List.of(x, y), shape);
    };
  }

  /** Returns f(x; sign y) if y is a single known number. */
  private Optional<Node> withNumber(Elementwise function, Node x, Node y, int sign, long[] shape) {
    return y.operation() instanceof Given.Constant constant && x.hasShape(shape)
        ? Optional.of(withConstant(function, x, sign * constant.value()))
        : Optional.empty();
  }

  private Node sum(Node x, Node y, long[] shape) {
    return withNumber(Elementwise.ADD_CONSTANT, x, y, 1, shape)
        .or(() -> withNumber(Elementwise.ADD_CONSTANT, y, x, 1, shape))
        .or(() -> softplus.ofSum(x, y))
        .orElseGet(() -> map(Elementwise.ADD, 0, List.of(x, y), shape));
  }

  /**
   * Returns a function of operands; an operand that is itself a broadcast is replaced by what was
   * broadcast, and a function of one number that was broadcast is computed once.
   */
  private Node map(Elementwise function, float constant, List<Node> operands, long[] shape) {
    if (function != Elementwise.COPY && operands.size() == 1 && isOneNumber(operands.get(0))) {
      Node number = operands.get(0).input(0);
      return broadcast(map(function, constant, List.of(number), number.shape()), shape);
    }
    List<Node> direct =
        operands.stream()
            .map(
                x ->
                    x.is(Elementwise.COPY) && Broadcast.of(x.input(0).shape(), shape).isPresent()
                        ? x.input(0)
                        : x)
            .toList();
    return floats(new RowWise.Map(function, constant), direct, shape);
  }

  /** Returns the sums of the rows of x's extent, in a given shape. */
  Node rowSum(Node x, long... shape) {
    return floats(new RowWise.RowSum(), List.of(x), shape);
  }

  /** Returns the maxima of the rows of x's extent, in a given shape. */
  Node rowMax(Node x, long... shape) {
    return floats(new RowWise.RowMax(), List.of(x), shape);
  }

  /** Returns the gradient of {@link #rowMax} with respect to x. */
  Node rowMaxGradient(Node x, Node gradient) {
    return floats(new RowWise.RowMaxGradient(), List.of(x, gradient), x.shape());
  }

  /** Returns the maximum of all numbers of x, in a given shape. */
  Node reduceMax(Node x, long... shape) {
    return floats(new Alone.ReduceMax(), List.of(x), shape);
  }

  /** Returns the gradient of {@link #reduceMax} with respect to x. */
  Node reduceMaxGradient(Node x, Node gradient) {
    return floats(new Alone.ReduceMaxGradient(), List.of(x, gradient), x.shape());
  }

  /** Returns the sum over the rows of x's extent, in a given shape. */
  Node columnSum(Node x, long... shape) {
    return floats(new RowWise.ColumnSum(), List.of(x), shape);
  }

  /** Returns the sum of all numbers of x, in a given shape. */
  Node total(Node x, long... shape) {
    return columnSum(view(x, x.extent().size()), shape);
  }

  /** Returns matrices side by side. */
  Node concat(List<Node> parts, long... shape) {
    return floats(new RowWise.Concat(), parts, shape);
  }

  /** Returns arrays one after the other. */
  Node stack(List<Node> parts, long... shape) {
    return floats(new Alone.Stack(), parts, shape);
  }

  /** Returns rows of an array, as many as the shape has, from one of its numbers on. */
  Node rows(Node x, int from, long... shape) {
    return floats(new Alone.Rows(from), List.of(x), shape);
  }

  /** Returns columns of a matrix, as many as the shape has, from one on. */
  Node slice(Node x, int from, long... shape) {
    return floats(new RowWise.Slice(from), List.of(x), shape);
  }

  /** Returns the transpose of a matrix. */
  Node transpose(Node x) {
    if (x.operation() instanceof Alone.Transpose) {
      return x.input(0);
    }
    if (x.operation() instanceof Alone.Product p) {
      return product(x.input(1), !p.secondTransposed(), x.input(0), !p.firstTransposed());
    }
    long[] shape = x.shape();
    return floats(new Alone.Transpose(), List.of(x), new long[] {shape[1], shape[0]});
  }

  /** Returns the product of two matrices, each transposed or not. */
  Node product(Node x, boolean xTransposed, Node y, boolean yTransposed) {
    if (x.operation() instanceof Alone.Transpose) {
      return product(x.input(0), !xTransposed, y, yTransposed);
    }
    if (y.operation() instanceof Alone.Transpose) {
      return product(x, xTransposed, y.input(0), !yTransposed);
    }
    long[] shape = {x.shape()[xTransposed ? 1 : 0], y.shape()[yTransposed ? 0 : 1]};
    return floats(new Alone.Product(xTransposed, yTransposed), List.of(x, y), shape);
  }

  /**
   * Returns the convolution of images with weights {@code [window, channels]}, as a matrix {@code
   * [n stops, channels]}.
   */
  Node convolution(Window window, Node images, Node weights) {
    long n = images.extent().size() / window.image();
    long[] shape = {n * window.stops(), weights.shape()[1]};
    return floats(new Alone.Convolution(window), List.of(images, weights), shape);
  }

  /**
   * Returns images, in the shape given: the transpose of {@link #convolution} of a matrix {@code [n
   * stops, channels]}.
   */
  Node transposedConvolution(Window window, Node places, Node weights, long... shape) {
    return floats(new Alone.TransposedConvolution(window), List.of(places, weights), shape);
  }

  /**
   * Returns the gradient by the weights of {@link #convolution}, {@code [window, channels]}.
   *
   * @param places the gradient by its result, {@code [n stops, channels]}
   */
  Node convolutionWeights(Window window, Node images, Node places) {
    long[] shape = {window.seen(), places.shape()[1]};
    return floats(new Alone.ConvolutionWeights(window), List.of(images, places), shape);
  }

  private Node floats(Operation operation, List<Node> inputs, long[] shape) {
    return node(operation, inputs, shape, DataType.FLOAT);
  }

  private Node node(Operation operation, List<Node> inputs, long[] shape, DataType type) {
    List<Object> key = List.of(operation, inputs, Arrays.toString(shape), type);
    return known.computeIfAbsent(key, any -> new Node(operation, inputs, shape, type));
  }
}
