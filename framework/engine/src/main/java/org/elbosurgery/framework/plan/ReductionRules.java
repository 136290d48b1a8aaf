package org.elbosurgery.framework.plan;

import static org.elbosurgery.framework.simd.Elementwise.MULTIPLY_CONSTANT;

import java.util.Arrays;
import java.util.Optional;

/** Rules for sums, means and maxima over axes, and for their gradients. */
final class ReductionRules implements OperationRules {

  private final Expressions make;

  ReductionRules(Expressions make) {
    this.make = make;
  }

  /** The axes of a reduction, not counting axes of size 1. */
  private enum Reduced {
    NOTHING,
    ALL,
    LAST,
    ALL_BUT_LAST,
    OTHER;

    static Reduced of(Call call) {
      long[] shape = call.operand(0).shape();
      return Broadcast.of(keptShape(call), shape)
          .map(
              left ->
                  switch (left) {
                    case FULL -> NOTHING;
                    case SCALAR -> ALL;
                    case COLUMN -> LAST;
                    case ROW -> ALL_BUT_LAST;
                  })
          .orElse(OTHER);
    }
  }

  /** Returns the shape of the operand with size 1 for the reduced axes. */
  private static long[] keptShape(Call call) {
    long[] kept = call.operand(0).shape();
    Arrays.stream(call.axes()).forEach(axis -> kept[axis] = 1);
    return kept;
  }

  @Override
  public Optional<Node> lower(Call call) {
    return switch (call.name()) {
      case "reduce_sum", "reduce_mean", "reduce_max" ->
          call.operands() == 1 ? reduction(call) : Optional.empty();
      case "reduce_sum_bp", "reduce_mean_bp", "reduce_max_bp" ->
          call.operands() == 2 ? gradient(call) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Node> reduction(Call call) {
    Node x = call.operand(0);
    return switch (call.name()) {
      case "reduce_max" -> max(x, call);
      case "reduce_mean" ->
          sum(x, call)
              .map(sum -> scaled(sum, (double) Extent.of(call.shape()).size() / x.extent().size()));
      default -> sum(x, call);
    };
  }

  private Optional<Node> max(Node x, Call call) {
    return switch (Reduced.of(call)) {
      case NOTHING -> Optional.of(make.view(x, call.shape()));
      case ALL -> Optional.of(make.reduceMax(x, call.shape()));
      case LAST -> Optional.of(make.rowMax(x, call.shape()));
      case ALL_BUT_LAST, OTHER -> Optional.empty();
    };
  }

  private Optional<Node> sum(Node x, Call call) {
    return switch (Reduced.of(call)) {
      case NOTHING -> Optional.of(make.view(x, call.shape()));
      case ALL -> Optional.of(make.total(x, call.shape()));
      case LAST -> Optional.of(make.rowSum(x, call.shape()));
      case ALL_BUT_LAST -> Optional.of(make.columnSum(x, call.shape()));
      case OTHER -> Optional.empty();
    };
  }

  private Node scaled(Node x, double factor) {
    return factor == 1 ? x : make.withConstant(MULTIPLY_CONSTANT, x, factor);
  }

  private Optional<Node> gradient(Call call) {
    Node x = call.operand(0);
    Node g = make.view(call.operand(1), keptShape(call));
    if (Broadcast.of(g.shape(), x.shape()).isEmpty()) {
      return Optional.empty();
    }
    return switch (call.name()) {
      case "reduce_max_bp" -> maxGradient(x, g, Reduced.of(call));
      case "reduce_mean_bp" ->
          Optional.of(
              make.broadcast(scaled(g, (double) g.extent().size() / x.extent().size()), x.shape()));
      default -> Optional.of(make.broadcast(g, x.shape()));
    };
  }

  private Optional<Node> maxGradient(Node x, Node g, Reduced reduced) {
    return switch (reduced) {
      case NOTHING -> Optional.of(make.view(g, x.shape()));
      case ALL -> Optional.of(make.reduceMaxGradient(x, g));
      case LAST -> Optional.of(make.rowMaxGradient(x, g));
      case ALL_BUT_LAST, OTHER -> Optional.empty();
    };
  }
}
