package org.elbosurgery.framework.plan;

import static org.elbosurgery.framework.simd.Elementwise.ABS;
import static org.elbosurgery.framework.simd.Elementwise.ADD;
import static org.elbosurgery.framework.simd.Elementwise.ADD_CONSTANT;
import static org.elbosurgery.framework.simd.Elementwise.DIVIDE;
import static org.elbosurgery.framework.simd.Elementwise.EQUAL;
import static org.elbosurgery.framework.simd.Elementwise.EXP;
import static org.elbosurgery.framework.simd.Elementwise.GREATER_THAN_CONSTANT;
import static org.elbosurgery.framework.simd.Elementwise.LESS_THAN_CONSTANT;
import static org.elbosurgery.framework.simd.Elementwise.LOG;
import static org.elbosurgery.framework.simd.Elementwise.MAX;
import static org.elbosurgery.framework.simd.Elementwise.MAX_CONSTANT;
import static org.elbosurgery.framework.simd.Elementwise.MIN;
import static org.elbosurgery.framework.simd.Elementwise.MIN_CONSTANT;
import static org.elbosurgery.framework.simd.Elementwise.MULTIPLY;
import static org.elbosurgery.framework.simd.Elementwise.MULTIPLY_CONSTANT;
import static org.elbosurgery.framework.simd.Elementwise.NEGATE;
import static org.elbosurgery.framework.simd.Elementwise.SIGMOID;
import static org.elbosurgery.framework.simd.Elementwise.SOFTPLUS;
import static org.elbosurgery.framework.simd.Elementwise.SQRT;
import static org.elbosurgery.framework.simd.Elementwise.SQUARE;
import static org.elbosurgery.framework.simd.Elementwise.SUBTRACT;
import static org.elbosurgery.framework.simd.Elementwise.TANH;

import java.util.Optional;
import org.elbosurgery.framework.simd.Elementwise;

/**
 * Rules for functions applied element by element, and for gradients that are single operations of
 * ND4J.
 */
final class ElementwiseRules implements OperationRules {

  private final Expressions make;

  ElementwiseRules(Expressions make) {
    this.make = make;
  }

  @Override
  public Optional<Node> lower(Call call) {
    return switch (call.name()) {
      case "add" -> binary(ADD, call);
      case "subtract" -> binary(SUBTRACT, call);
      case "multiply" -> binary(MULTIPLY, call);
      case "divide" -> binary(DIVIDE, call);
      case "maximum" -> binary(MAX, call);
      case "minimum" -> binary(MIN, call);
      case "add_scalar" -> withConstant(ADD_CONSTANT, call, call.scalar());
      case "sub_scalar" -> withConstant(ADD_CONSTANT, call, -call.scalar());
      case "rsub_scalar" -> constantMinus(call);
      case "mul_scalar" -> withConstant(MULTIPLY_CONSTANT, call, call.scalar());
      case "relu" -> call.scalar() == 0 ? withConstant(MAX_CONSTANT, call, 0) : Optional.empty();
      case "div_scalar" -> withConstant(MULTIPLY_CONSTANT, call, 1 / call.scalar());
      case "neg" -> unary(NEGATE, call);
      case "exp" -> unary(EXP, call);
      case "log" -> unary(LOG, call);
      case "square" -> unary(SQUARE, call);
      case "sqrt" -> unary(SQRT, call);
      case "abs" -> unary(ABS, call);
      case "sign" -> sign(call);
      case "tanh" -> unary(TANH, call);
      case "softplus" -> unary(SOFTPLUS, call);
      case "sigmoid" -> unary(SIGMOID, call);
      case "ClipByValue" -> clip(call);
      case "thresholdedrelu_bp" -> thresholdGradient(call);
      case "tanh_bp" -> tanhGradient(call);
      case "sigmoid_bp" -> sigmoidGradient(call);
      case "elu" ->
          isUnitElu(call) ? Optional.of(elu(call.operand(0), call.shape())) : Optional.empty();
      case "elu_bp" -> isUnitElu(call) ? Optional.of(eluGradient(call)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /**
   * Returns a comparison as 1 where it holds and 0 elsewhere; empty if the comparison is not known.
   */
  Optional<Node> comparison(Call call) {
    return switch (call.name()) {
      case "greaterthan_scalar" -> withConstant(GREATER_THAN_CONSTANT, call, call.scalar());
      case "lessthan_scalar" -> withConstant(LESS_THAN_CONSTANT, call, call.scalar());
      case "equals" -> binary(EQUAL, call);
      default -> Optional.empty();
    };
  }

  private Optional<Node> unary(Elementwise function, Call call) {
    return Optional.of(make.unary(function, call.operand(0)));
  }

  private Optional<Node> binary(Elementwise function, Call call) {
    return call.broadcasts()
        ? Optional.of(make.binary(function, call.operand(0), call.operand(1), call.shape()))
        : Optional.empty();
  }

  private Optional<Node> withConstant(Elementwise function, Call call, double constant) {
    return call.operands() == 1
        ? Optional.of(make.withConstant(function, call.operand(0), constant))
        : Optional.empty();
  }

  private Optional<Node> constantMinus(Call call) {
    return unary(NEGATE, call)
        .map(negative -> make.withConstant(ADD_CONSTANT, negative, call.scalar()));
  }

  private Optional<Node> clip(Call call) {
    double[] bounds = call.numbers();
    return bounds.length == 2
        ? withConstant(MAX_CONSTANT, call, bounds[0])
            .map(above -> make.withConstant(MIN_CONSTANT, above, bounds[1]))
        : Optional.empty();
  }

  private Optional<Node> thresholdGradient(Call call) {
    Node above = make.withConstant(GREATER_THAN_CONSTANT, call.operand(0), call.numbers()[0]);
    return Optional.of(make.binary(MULTIPLY, above, call.operand(1), call.shape()));
  }

  /** Returns 1 above 0, -1 below, 0 at 0. */
  private Optional<Node> sign(Call call) {
    Node above = make.withConstant(GREATER_THAN_CONSTANT, call.operand(0), 0);
    Node below = make.withConstant(LESS_THAN_CONSTANT, call.operand(0), 0);
    return Optional.of(make.binary(SUBTRACT, above, below, call.shape()));
  }

  /** Uses that the derivative of tanh is 1 - tanh^2. */
  private Optional<Node> tanhGradient(Call call) {
    Node squared = make.unary(SQUARE, make.unary(TANH, call.operand(0)));
    Node slope = make.withConstant(ADD_CONSTANT, make.unary(NEGATE, squared), 1);
    return Optional.of(make.binary(MULTIPLY, slope, call.operand(1), call.shape()));
  }

  /** The derivative of the sigmoid s is s (1 - s). */
  private Optional<Node> sigmoidGradient(Call call) {
    Node sigmoid = make.unary(SIGMOID, call.operand(0));
    Node rest = make.withConstant(ADD_CONSTANT, make.unary(NEGATE, sigmoid), 1);
    Node slope = make.binary(MULTIPLY, sigmoid, rest, call.shape());
    return Optional.of(make.binary(MULTIPLY, slope, call.operand(1), call.shape()));
  }

  /** Returns whether an exponential linear unit goes to -1, not to another bound. */
  private static boolean isUnitElu(Call call) {
    double[] bound = call.numbers();
    return bound.length == 0 || bound[0] == 1;
  }

  /** The unit is max(x, 0) + (e^min(x, 0) - 1). */
  private Node elu(Node x, long[] shape) {
    Node above = make.withConstant(MAX_CONSTANT, x, 0);
    Node below = make.withConstant(ADD_CONSTANT, eluSlope(x), -1);
    return make.binary(ADD, above, below, shape);
  }

  /** Its derivative is e^min(x, 0), which is 1 above 0. */
  private Node eluSlope(Node x) {
    return make.unary(EXP, make.withConstant(MIN_CONSTANT, x, 0));
  }

  private Node eluGradient(Call call) {
    return make.binary(MULTIPLY, eluSlope(call.operand(0)), call.operand(1), call.shape());
  }
}
