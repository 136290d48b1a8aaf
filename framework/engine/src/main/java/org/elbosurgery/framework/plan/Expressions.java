package org.elbosurgery.framework.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.simd.Elementwise;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Makes the nodes of one plan: each value once, however often the graph computes it, and in its
 * simplest form. What a simplification changes is rounding.
 */
final class Expressions {

  /** Beyond this distance from 0, softplus and its guarded form agree to single precision. */
  private static final float SATURATED = 40;

  private final Map<List<Object>, Node> known = new HashMap<>();

  /** Returns a variable that is given. */
  Node source(String variable, long[] shape, DataType type) {
    return node(new Operation.Source(variable), List.of(), shape, type);
  }

  /** Returns an output of an operation that ND4J executes. */
  Node foreign(String operation, int output, List<Node> inputs, long[] shape, DataType type) {
    return node(new Operation.Foreign(operation, output), inputs, shape, type);
  }

  /** Returns one number in every place of a shape. */
  Node fill(float value, long... shape) {
    return floats(new Operation.Fill(value), List.of(), shape);
  }

  /** Returns the same numbers in another shape. */
  Node view(Node x, long... shape) {
    if (x.hasShape(shape)) {
      return x;
    }
    if (x.operation() instanceof Operation.Fill fill) {
      return fill(fill.value(), shape);
    }
    return node(new Operation.View(), List.of(x.base()), shape, x.type());
  }

  /** Returns x in every place of a shape that it broadcasts to. */
  Node broadcast(Node x, long... shape) {
    return x.hasShape(shape) ? x : map(Elementwise.COPY, 0, List.of(x), shape);
  }

  /** Returns a function with a constant. */
  Node constant(Elementwise function, Node x, double constant) {
    return map(function, (float) constant, List.of(x), x.shape());
  }

  /** Returns a function of one argument. */
  Node unary(Elementwise function, Node x) {
    return switch (function) {
      case SOFTPLUS, SIGMOID ->
          map(function, 0, List.of(x, unary(Elementwise.DECAY, x)), x.shape());
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

  /** Returns f(x; sign y) where y is one known number. */
  private Optional<Node> withNumber(Elementwise function, Node x, Node y, int sign, long[] shape) {
    return y.operation() instanceof Operation.Fill fill && x.hasShape(shape)
        ? Optional.of(constant(function, x, sign * fill.value()))
        : Optional.empty();
  }

  private Node sum(Node x, Node y, long[] shape) {
    return withNumber(Elementwise.ADD_CONSTANT, x, y, 1, shape)
        .or(() -> withNumber(Elementwise.ADD_CONSTANT, y, x, 1, shape))
        .or(() -> guardedSoftplus(x, y))
        .or(() -> guardedSoftplusGradient(x, y))
        .orElseGet(() -> map(Elementwise.ADD, 0, List.of(x, y), shape));
  }

  /**
   * The sum softplus(clip(x, -c, c)) + max(x - c, 0) is softplus(x), which here cannot overflow.
   */
  private Optional<Node> guardedSoftplus(Node x, Node y) {
    if (!x.is(Elementwise.SOFTPLUS)) {
      return Optional.empty();
    }
    return clipped(x.input(0))
        .filter(
            free ->
                y.is(Elementwise.AT_LEAST)
                    && y.constant() == 0
                    && isExcess(y.input(0), free, clipBound(x.input(0))))
        .map(free -> unary(Elementwise.SOFTPLUS, free));
  }

  /**
   * The sum of ((x > -c) (x < c)) (sigmoid(clip(x, -c, c)) g) and (x - c > 0) g, its gradient, is
   * sigmoid(x) g. The first may come with something added to it before.
   */
  private Optional<Node> guardedSoftplusGradient(Node x, Node y) {
    if (!(y.is(Elementwise.MULTIPLY)
        && y.input(0).is(Elementwise.ABOVE)
        && y.input(0).constant() == 0)) {
      return Optional.empty();
    }
    if (x.is(Elementwise.ADD)) {
      return insideGradient(x.input(1), y)
          .map(inside -> binary(Elementwise.ADD, x.input(0), inside, x.shape()));
    }
    return insideGradient(x, y);
  }

  private Optional<Node> insideGradient(Node x, Node excess) {
    Node gradient = excess.input(1);
    if (!x.is(Elementwise.MULTIPLY)
        || !x.input(0).is(Elementwise.MULTIPLY)
        || !x.input(1).is(Elementwise.MULTIPLY)) {
      return Optional.empty();
    }
    Node mask = x.input(0);
    Node slope = x.input(1).input(0);
    if (!(slope.is(Elementwise.SIGMOID) && x.input(1).input(1) == gradient)) {
      return Optional.empty();
    }
    float bound = clipBound(slope.input(0));
    return clipped(slope.input(0))
        .filter(
            free -> isExcess(excess.input(0).input(0), free, bound) && isInside(mask, free, bound))
        .map(
            free ->
                binary(
                    Elementwise.MULTIPLY, unary(Elementwise.SIGMOID, free), gradient, x.shape()));
  }

  /** Returns what is clipped to [-c, c], with c so great that a softplus is saturated there. */
  private static Optional<Node> clipped(Node x) {
    return x.is(Elementwise.AT_MOST)
            && x.input(0).is(Elementwise.AT_LEAST)
            && x.constant() >= SATURATED
            && x.input(0).constant() == -x.constant()
        ? Optional.of(x.input(0).input(0))
        : Optional.empty();
  }

  private static float clipBound(Node clip) {
    return clip.is(Elementwise.AT_MOST) ? clip.constant() : 0;
  }

  private static boolean isExcess(Node x, Node free, float bound) {
    return x.is(Elementwise.ADD_CONSTANT) && x.constant() == -bound && x.input(0) == free;
  }

  private static boolean isInside(Node mask, Node free, float bound) {
    return mask.input(0).is(Elementwise.ABOVE)
        && mask.input(0).constant() == -bound
        && mask.input(0).input(0) == free
        && mask.input(1).is(Elementwise.BELOW)
        && mask.input(1).constant() == bound
        && mask.input(1).input(0) == free;
  }

  /** Operands that are themselves broadcast meet the result as what they are made of. */
  private Node map(Elementwise function, float constant, List<Node> operands, long[] shape) {
    List<Node> direct =
        operands.stream()
            .map(
                x ->
                    x.is(Elementwise.COPY) && Broadcast.of(x.input(0).shape(), shape).isPresent()
                        ? x.input(0)
                        : x)
            .toList();
    return floats(new Operation.Map(function, constant), direct, shape);
  }

  /** Returns the sums of the rows of x's extent, in the shape given. */
  Node rowSum(Node x, long... shape) {
    return floats(new Operation.RowSum(), List.of(x), shape);
  }

  /** Returns the greatest numbers of the rows of x's extent, in the shape given. */
  Node rowMax(Node x, long... shape) {
    return floats(new Operation.RowMax(), List.of(x), shape);
  }

  /** Returns the gradient of {@link #rowMax} by x. */
  Node rowMaxGradient(Node x, Node gradient) {
    return floats(new Operation.RowMaxGradient(), List.of(x, gradient), x.shape());
  }

  /** Returns the greatest of all numbers of x, in the shape given. */
  Node peak(Node x, long... shape) {
    return floats(new Operation.Peak(), List.of(x), shape);
  }

  /** Returns the gradient of {@link #peak} by x. */
  Node peakGradient(Node x, Node gradient) {
    return floats(new Operation.PeakGradient(), List.of(x, gradient), x.shape());
  }

  /** Returns the sum of the rows of x's extent, in the shape given. */
  Node columnSum(Node x, long... shape) {
    return floats(new Operation.ColumnSum(), List.of(x), shape);
  }

  /** Returns the sum of all numbers of x, in the shape given. */
  Node total(Node x, long... shape) {
    return columnSum(view(x, x.extent().size()), shape);
  }

  /** Returns matrices side by side. */
  Node join(List<Node> parts, long... shape) {
    return floats(new Operation.Join(), parts, shape);
  }

  /** Returns columns of a matrix, as many as the shape has. */
  Node columns(Node x, int from, long... shape) {
    return floats(new Operation.Columns(from), List.of(x), shape);
  }

  /** Returns a matrix transposed. */
  Node transpose(Node x) {
    if (x.operation() instanceof Operation.Transpose) {
      return x.input(0);
    }
    if (x.operation() instanceof Operation.Product p) {
      return product(x.input(1), !p.secondTransposed(), x.input(0), !p.firstTransposed());
    }
    long[] shape = x.shape();
    return floats(new Operation.Transpose(), List.of(x), new long[] {shape[1], shape[0]});
  }

  /** Returns the product of two matrices, each transposed or not. */
  Node product(Node x, boolean xTransposed, Node y, boolean yTransposed) {
    if (x.operation() instanceof Operation.Transpose) {
      return product(x.input(0), !xTransposed, y, yTransposed);
    }
    if (y.operation() instanceof Operation.Transpose) {
      return product(x, xTransposed, y.input(0), !yTransposed);
    }
    long[] shape = {x.shape()[xTransposed ? 1 : 0], y.shape()[yTransposed ? 0 : 1]};
    return floats(new Operation.Product(xTransposed, yTransposed), List.of(x, y), shape);
  }

  private Node floats(Operation operation, List<Node> inputs, long[] shape) {
    return node(operation, inputs, shape, DataType.FLOAT);
  }

  private Node node(Operation operation, List<Node> inputs, long[] shape, DataType type) {
    List<Object> key = List.of(operation, inputs, Arrays.toString(shape), type);
    return known.computeIfAbsent(key, any -> new Node(operation, inputs, shape, type));
  }
}
