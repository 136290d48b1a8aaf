package org.elbosurgery.framework.plan;

import java.util.Optional;
import org.elbosurgery.framework.simd.Elementwise;

/**
 * Recognises the form in which softplus must be written for ND4J so that it does not overflow, and
 * the gradient that ND4J derives from it, both of which are sums; see {@link
 * org.elbosurgery.api.graph.Activation#SOFTPLUS}. The plan's own softplus does not overflow, so
 * each is replaced by one function of the unclipped argument.
 *
 * <pre>
 * softplus(clip(x, -c, c)) + max(x - c, 0)                                  is softplus(x)
 * ((x > -c) (x < c)) (sigmoid(clip(x, -c, c)) g) + (x - c > 0) g            is sigmoid(x) g
 * </pre>
 *
 * <p>If the forms were not recognised, results would be correct but a training step slower; a test
 * checks that they are.
 */
final class GuardedSoftplus {

  /** Beyond this distance from 0, softplus and its guarded form agree to single precision. */
  private static final float SATURATED = 40;

  private final Expressions make;

  GuardedSoftplus(Expressions make) {
    this.make = make;
  }

  /** Returns a sum as one softplus, or as its gradient; empty if it is neither. */
  Optional<Node> ofSum(Node x, Node y) {
    return value(x, y).or(() -> gradient(x, y));
  }

  private Optional<Node> value(Node x, Node y) {
    return x.is(Elementwise.SOFTPLUS) && y.is(Elementwise.MAX_CONSTANT, 0)
        ? Clip.of(x.input(0))
            .filter(clip -> clip.isExcess(y.input(0)))
            .map(clip -> make.unary(Elementwise.SOFTPLUS, clip.free))
        : Optional.empty();
  }

  /**
   * Returns x + y as a gradient of softplus; something else may have been added to the first part
   * before.
   */
  private Optional<Node> gradient(Node x, Node y) {
    if (!(y.is(Elementwise.MULTIPLY) && y.input(0).is(Elementwise.GREATER_THAN_CONSTANT, 0))) {
      return Optional.empty();
    }
    return x.is(Elementwise.ADD)
        ? inside(x.input(1), y)
            .map(inside -> make.binary(Elementwise.ADD, x.input(0), inside, x.shape()))
        : inside(x, y);
  }

  private Optional<Node> inside(Node x, Node excess) {
    if (!x.is(Elementwise.MULTIPLY)
        || !x.input(0).is(Elementwise.MULTIPLY)
        || !x.input(1).is(Elementwise.MULTIPLY)) {
      return Optional.empty();
    }
    Node mask = x.input(0);
    Node slope = x.input(1).input(0);
    Node gradient = excess.input(1);
    if (!slope.is(Elementwise.SIGMOID) || x.input(1).input(1) != gradient) {
      return Optional.empty();
    }
    return Clip.of(slope.input(0))
        .filter(clip -> clip.isExcess(excess.input(0).input(0)) && clip.isInside(mask))
        .map(clip -> make.unary(Elementwise.SIGMOID, clip.free))
        .map(sigmoid -> make.binary(Elementwise.MULTIPLY, sigmoid, gradient, x.shape()));
  }

  /** A value clipped to [-bound, bound]. */
  private record Clip(Node free, float bound) {

    /**
     * Returns a node as a clip; empty if it is not one, or softplus is not saturated at its bound.
     */
    static Optional<Clip> of(Node x) {
      return x.is(Elementwise.MIN_CONSTANT)
              && x.constant() >= SATURATED
              && x.input(0).is(Elementwise.MAX_CONSTANT, -x.constant())
          ? Optional.of(new Clip(x.input(0).input(0), x.constant()))
          : Optional.empty();
    }

    /** Returns whether a node is free - bound. */
    boolean isExcess(Node x) {
      return x.is(Elementwise.ADD_CONSTANT, -bound) && x.input(0) == free;
    }

    /** Returns whether a node is 1 inside the bounds and 0 elsewhere. */
    boolean isInside(Node x) {
      return x.input(0).is(Elementwise.GREATER_THAN_CONSTANT, -bound)
          && x.input(0).input(0) == free
          && x.input(1).is(Elementwise.LESS_THAN_CONSTANT, bound)
          && x.input(1).input(0) == free;
    }
  }
}
