package org.elbosurgery.framework.plan;

import static org.elbosurgery.framework.simd.Elementwise.DIVIDE;
import static org.elbosurgery.framework.simd.Elementwise.EQUAL;
import static org.elbosurgery.framework.simd.Elementwise.MAX;
import static org.elbosurgery.framework.simd.Elementwise.MULTIPLY;
import static org.elbosurgery.framework.simd.Elementwise.NEGATE;

import java.util.Optional;

/**
 * Rules for the gradients of functions of two operands. The gradient with respect to an operand
 * that was broadcast is summed over the axes of the broadcast.
 */
final class BinaryGradientRules implements OperationRules {

  private final Expressions make;

  BinaryGradientRules(Expressions make) {
    this.make = make;
  }

  @Override
  public Optional<Node> lower(Call call) {
    return switch (call.name()) {
      case "add_bp", "subtract_bp", "multiply_bp", "divide_bp", "maximum_bp" ->
          call.operands() == 3 ? gradient(call) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Node> gradient(Call call) {
    Node x = call.operand(0);
    Node y = call.operand(1);
    Node g = call.operand(2);
    boolean byFirst = call.output() == 0;
    if (Broadcast.of(x.shape(), g.shape()).isEmpty()
        || Broadcast.of(y.shape(), g.shape()).isEmpty()) {
      return Optional.empty();
    }
    Node whole =
        switch (call.name()) {
          case "add_bp" -> g;
          case "subtract_bp" -> byFirst ? g : make.unary(NEGATE, g);
          case "multiply_bp" -> make.binary(MULTIPLY, g, byFirst ? y : x, g.shape());
          case "divide_bp" -> byFirst ? quotient(g, y, g) : denominatorGradient(x, y, g);
          default -> maximumGradient(x, y, g, byFirst ? x : y);
        };
    return summed(whole, call.shape());
  }

  private Node quotient(Node x, Node y, Node g) {
    return make.binary(DIVIDE, x, y, g.shape());
  }

  /** Uses that the derivative of x / y with respect to y is -x / y^2. */
  private Node denominatorGradient(Node x, Node y, Node g) {
    Node product = make.binary(MULTIPLY, quotient(g, y, g), quotient(x, y, g), g.shape());
    return make.unary(NEGATE, product);
  }

  /** If both operands are the maximum, both get the gradient, as in ND4J. */
  private Node maximumGradient(Node x, Node y, Node g, Node operand) {
    Node max = make.binary(MAX, x, y, g.shape());
    Node chosen = make.binary(EQUAL, max, operand, g.shape());
    return make.binary(MULTIPLY, chosen, g, g.shape());
  }

  private Optional<Node> summed(Node x, long[] shape) {
    return Broadcast.of(shape, x.shape())
        .map(
            broadcast ->
                switch (broadcast) {
                  case FULL -> make.view(x, shape);
                  case SCALAR -> make.total(x, shape);
                  case ROW -> make.columnSum(x, shape);
                  case COLUMN -> make.rowSum(x, shape);
                });
  }
}
