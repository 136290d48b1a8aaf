package org.elbosurgery.framework.gap;

import java.util.Optional;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.gap.FitCourse.GradientNorms;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PriorGraph;

/** The best parameters of a fit until now, by the cross-entropy of the held-out codes. */
final class BestSoFar {

  private final PriorGraph graph;
  private final FitCodes codes;
  private final double initial;
  private Parameters parameters;
  private double crossEntropy;
  private int step;

  /** Begins with the initial parameters of a graph. */
  BestSoFar(PriorGraph graph, FitCodes codes) {
    this.graph = graph;
    this.codes = codes;
    initial = codes.heldOutCrossEntropy(0);
    crossEntropy = initial;
    parameters = graph.parameters().copy();
  }

  /**
   * Evaluates the present parameters, and keeps them if they are better.
   *
   * @param steps taken until now
   * @return whether they are better
   */
  boolean improves(int steps) {
    double now = codes.heldOutCrossEntropy(steps);
    if (now >= crossEntropy) {
      return false;
    }
    crossEntropy = now;
    parameters = graph.parameters().copy();
    step = steps;
    return true;
  }

  /** Makes the best parameters the present ones. */
  void restore() {
    graph.restore(parameters);
  }

  /**
   * Makes the best parameters the present ones, and returns the fit.
   *
   * @param steps taken
   * @param gradient before and after; empty if there was no descent
   */
  FittedPrior fitted(int steps, Optional<GradientNorms> gradient, End end) {
    restore();
    return new FittedPrior(
        graph.density(),
        parameters,
        new FitCourse(steps, step, initial, crossEntropy, gradient, end));
  }
}
