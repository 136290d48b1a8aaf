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

  private final GuardedSoftplus softplus = new GuardedSoftplus(this);
  private final Map<List<Object>, Node> known = new HashMap<>();

  /** Returns a variable of the graph that is given. */
  Node variable(String name, long[] shape, DataType type) {
    return node(new Given.Variable(name), List.of(), shape, type);
  }

  /** Returns an output of an operation that ND4J executes. */
  Node foreign(String operation, int output, List<Node> inputs, long[] shape, DataType type) {
    return node(new Alone.Foreign(operation, output), inputs, shape, type);
  }

  /** Returns one number in every place of a shape. */
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
    return node(new Operation.View(), List.of(x.base()), shape, x.type());
  }

  /** Returns x in every place of a shape that it broadcasts to. */
  Node broadcast(Node x, long... shape) {
    return x.hasShape(shape) ? x : map(Elementwise.COPY, 0, List.of(x), shape);
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

  /** Returns f(x; sign y) where y is one known number. */
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
    return floats(new RowWise.Map(function, constant), direct, shape);
  }

  /** Returns the sums of the rows of x's extent, in the shape given. */
  Node rowSum(Node x, long... shape) {
    return floats(new RowWise.RowSum(), List.of(x), shape);
  }

  /** Returns the maxima of the rows of x's extent, in the shape given. */
  Node rowMax(Node x, long... shape) {
    return floats(new RowWise.RowMax(), List.of(x), shape);
  }

  /** Returns the gradient of {@link #rowMax} by x. */
  Node rowMaxGradient(Node x, Node gradient) {
    return floats(new RowWise.RowMaxGradient(), List.of(x, gradient), x.shape());
  }

  /** Returns the maximum of all numbers of x, in the shape given. */
  Node reduceMax(Node x, long... shape) {
    return floats(new Alone.ReduceMax(), List.of(x), shape);
  }

  /** Returns the gradient of {@link #reduceMax} by x. */
  Node reduceMaxGradient(Node x, Node gradient) {
    return floats(new Alone.ReduceMaxGradient(), List.of(x, gradient), x.shape());
  }

  /** Returns the sum of the rows of x's extent, in the shape given. */
  Node columnSum(Node x, long... shape) {
    return floats(new RowWise.ColumnSum(), List.of(x), shape);
  }

  /** Returns the sum of all numbers of x, in the shape given. */
  Node total(Node x, long... shape) {
    return columnSum(view(x, x.extent().size()), shape);
  }

  /** Returns matrices side by side. */
  Node concat(List<Node> parts, long... shape) {
    return floats(new RowWise.Concat(), parts, shape);
  }

  /** Returns columns of a matrix, as many as the shape has. */
  Node slice(Node x, int from, long... shape) {
    return floats(new RowWise.Slice(from), List.of(x), shape);
  }

  /** Returns a matrix transposed. */
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

  private Node floats(Operation operation, List<Node> inputs, long[] shape) {
    return node(operation, inputs, shape, DataType.FLOAT);
  }

  private Node node(Operation operation, List<Node> inputs, long[] shape, DataType type) {
    List<Object> key = List.of(operation, inputs, Arrays.toString(shape), type);
    return known.computeIfAbsent(key, any -> new Node(operation, inputs, shape, type));
  }
}
