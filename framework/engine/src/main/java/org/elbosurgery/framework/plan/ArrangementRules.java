package org.elbosurgery.framework.plan;

import java.util.Optional;

/** Rules for operations that only rearrange numbers. */
final class ArrangementRules implements OperationRules {

  private final Expressions make;

  ArrangementRules(Expressions make) {
    this.make = make;
  }

  @Override
  public Optional<Node> lower(Call call) {
    return switch (call.name()) {
      case "identity", "stop_gradient", "reshape", "expand_dims", "squeeze" ->
          Optional.of(make.view(call.operand(0), call.shape()));
      case "stack", "unstack" ->
          call.operands() == 1 && call.outputs() == 1
              ? Optional.of(make.view(call.operand(0), call.shape()))
              : Optional.empty();
      case "zeroslike", "zeros_as" -> Optional.of(make.constant(0, call.shape()));
      case "concat" ->
          areColumns(call, call.shape())
              ? Optional.of(make.concat(call.allOperands(), call.shape()))
              : Optional.empty();
      case "concat_bp" -> concatGradient(call);
      default -> Optional.empty();
    };
  }

  /** Returns whether a call concatenates or slices columns of matrices with at least two rows. */
  private static boolean areColumns(Call call, long[] whole) {
    long[] axis = call.integers();
    return axis.length == 1 && axis[0] == 1 && whole.length == 2 && whole[0] > 1 && whole[1] > 1;
  }

  /**
   * Returns the gradient with respect to one of the matrices: its columns of the gradient with
   * respect to the whole.
   */
  private Optional<Node> concatGradient(Call call) {
    Node whole = call.operand(call.operands() - 1);
    if (!areColumns(call, whole.shape())) {
      return Optional.empty();
    }
    int from = 0;
    for (int i = 0; i < call.output(); i++) {
      from += call.operand(i).extent().width();
    }
    return Optional.of(make.slice(whole, from, call.shape()));
  }
}
