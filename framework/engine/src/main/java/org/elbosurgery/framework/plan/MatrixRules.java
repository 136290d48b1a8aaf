package org.elbosurgery.framework.plan;

import java.util.Arrays;
import java.util.Optional;

/** Rules for products of matrices, their gradients, and transpositions. */
final class MatrixRules implements OperationRules {

  private final Expressions make;

  MatrixRules(Expressions make) {
    this.make = make;
  }

  @Override
  public Optional<Node> lower(Call call) {
    return switch (call.name()) {
      case "matmul", "matmul_bp" -> isPlain(call) ? Optional.of(product(call)) : Optional.empty();
      case "permute", "transpose" -> transpose(call);
      default -> Optional.empty();
    };
  }

  /** Returns whether a product is op(A) op(B) of two matrices without scalar factors. */
  private static boolean isPlain(Call call) {
    long[] transposed = call.integers();
    double[] factors = call.numbers();
    return (factors.length == 0 || (factors[0] == 1 && factors[1] == 0))
        && call.allOperands().stream().allMatch(operand -> operand.shape().length == 2)
        && transposed.length == 3
        && transposed[2] == 0;
  }

  private Node product(Call call) {
    Node a = call.operand(0);
    Node b = call.operand(1);
    boolean ta = call.integers()[0] == 1;
    boolean tb = call.integers()[1] == 1;
    if (call.name().equals("matmul")) {
      return make.product(a, ta, b, tb);
    }
    // With C = op(A) op(B) and the gradient G with respect to C, the gradient with respect to op(A)
    // is G op(B)^T, and with respect to op(B) it is op(A)^T G.
    Node g = call.operand(2);
    if (call.output() == 0) {
      return ta ? make.product(b, tb, g, true) : make.product(g, false, b, !tb);
    }
    return tb ? make.product(g, true, a, ta) : make.product(a, !ta, g, false);
  }

  private Optional<Node> transpose(Call call) {
    if (call.operand(0).shape().length != 2) {
      return Optional.empty();
    }
    long[] axes = call.integers();
    boolean swapped = axes.length == 0 || Arrays.equals(axes, new long[] {1, 0});
    return swapped && call.operands() == 1
        ? Optional.of(make.transpose(call.operand(0)))
        : Optional.empty();
  }
}
