package org.elbosurgery.framework.plan;

import java.util.ArrayList;
import java.util.List;
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
      case "concat" -> concat(call);
      case "concat_bp" -> concatGradient(call);
      case "slice" ->
          areWholeColumns(call)
              ? Optional.of(make.slice(call.operand(0), first(call), call.shape()))
              : Optional.empty();
      case "slice_bp" ->
          areWholeColumns(call) ? Optional.of(sliceGradient(call)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Node> concat(Call call) {
    if (areRows(call)) {
      return Optional.of(make.stack(call.allOperands(), call.shape()));
    }
    return areColumns(call, call.shape())
        ? Optional.of(make.concat(call.allOperands(), call.shape()))
        : Optional.empty();
  }

  /** Returns whether a call concatenates along the first axis, where arrays follow each other. */
  private static boolean areRows(Call call) {
    long[] axis = call.integers();
    return axis.length == 1 && axis[0] == 0;
  }

  /** Returns whether a call concatenates or slices columns of matrices with at least two rows. */
  private static boolean areColumns(Call call, long[] whole) {
    long[] axis = call.integers();
    return axis.length == 1 && axis[0] == 1 && isMatrix(whole);
  }

  private static boolean isMatrix(long[] shape) {
    return shape.length == 2 && shape[0] > 1 && shape[1] > 1;
  }

  /**
   * Returns whether a call slices columns of a matrix of at least two rows. Its integers are the
   * first row and column, and the numbers of rows and columns, where -1 are all.
   */
  private static boolean areWholeColumns(Call call) {
    long[] slice = call.integers();
    return slice.length == 4
        && slice[0] == 0
        && slice[2] == -1
        && slice[3] > 0
        && isMatrix(call.operand(0).shape());
  }

  private static int first(Call call) {
    return Math.toIntExact(call.integers()[1]);
  }

  /**
   * Returns the gradient with respect to one of the arrays: its rows or columns of the gradient
   * with respect to the whole.
   */
  private Optional<Node> concatGradient(Call call) {
    Node whole = call.operand(call.operands() - 1);
    if (areRows(call)) {
      int first = 0;
      for (int i = 0; i < call.output(); i++) {
        first += call.operand(i).extent().size();
      }
      return Optional.of(make.rows(whole, first, call.shape()));
    }
    if (!areColumns(call, whole.shape())) {
      return Optional.empty();
    }
    int from = 0;
    for (int i = 0; i < call.output(); i++) {
      from += call.operand(i).extent().width();
    }
    return Optional.of(make.slice(whole, from, call.shape()));
  }

  /** Returns the gradient with respect to the whole: that of the columns between zeros. */
  private Node sliceGradient(Call call) {
    Node slice = call.operand(1);
    long rows = call.shape()[0];
    long after = call.shape()[1] - first(call) - call.integers()[3];
    List<Node> parts = new ArrayList<>();
    if (first(call) > 0) {
      parts.add(make.constant(0, rows, first(call)));
    }
    parts.add(slice);
    if (after > 0) {
      parts.add(make.constant(0, rows, after));
    }
    return parts.size() == 1 ? slice : make.concat(parts, call.shape());
  }
}
