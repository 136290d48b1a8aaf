package org.elbosurgery.framework.plan;

import static org.elbosurgery.framework.simd.Elementwise.DIVIDE;
import static org.elbosurgery.framework.simd.Elementwise.MULTIPLY;
import static org.elbosurgery.framework.simd.Elementwise.MULTIPLY_CONSTANT;
import static org.elbosurgery.framework.simd.Elementwise.SQRT;
import static org.elbosurgery.framework.simd.Elementwise.SQUARE;

import java.util.Optional;

/**
 * Rules for x^p with a constant p that products, square roots and one division give, such as the
 * gradients of squares, roots and reciprocals.
 */
final class PowerRules implements OperationRules {

  private final Expressions make;

  PowerRules(Expressions make) {
    this.make = make;
  }

  @Override
  public Optional<Node> lower(Call call) {
    return call.operands() == 1
        ? switch (call.name()) {
          case "pow" -> power(call.operand(0), call.scalar(), call.shape());
          case "_powderivative" ->
              power(call.operand(0), call.scalar() - 1, call.shape())
                  .map(power -> make.withConstant(MULTIPLY_CONSTANT, power, call.scalar()));
          case "Reciprocal" -> power(call.operand(0), -1, call.shape());
          case "rdiv_scalar" ->
              power(call.operand(0), -1, call.shape())
                  .map(inverse -> make.withConstant(MULTIPLY_CONSTANT, inverse, call.scalar()));
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  private Optional<Node> power(Node x, double exponent, long[] shape) {
    if (exponent < 0) {
      return power(x, -exponent, shape)
          .map(power -> make.binary(DIVIDE, make.constant(1, shape), power, shape));
    }
    // Twice the exponent is a whole number.
    return switch (Double.toString(2 * exponent)) {
      case "0.0" -> Optional.of(make.constant(1, shape));
      case "1.0" -> Optional.of(make.unary(SQRT, x));
      case "2.0" -> Optional.of(x);
      case "3.0" -> Optional.of(make.binary(MULTIPLY, x, make.unary(SQRT, x), shape));
      case "4.0" -> Optional.of(make.unary(SQUARE, x));
      case "6.0" -> Optional.of(make.binary(MULTIPLY, x, make.unary(SQUARE, x), shape));
      case "8.0" -> Optional.of(make.unary(SQUARE, make.unary(SQUARE, x)));
      default -> Optional.empty();
    };
  }
}
