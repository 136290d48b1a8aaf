package org.elbosurgery.framework.gap;

import java.util.Optional;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.gap.FitCourse.GradientNorms;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.training.Adam;
import org.elbosurgery.framework.training.GradientDescent;

/**
 * A fit by Adam, on minibatches. When the held-out cross-entropy has not improved for the patience,
 * the step size is divided by ten, and the descent goes on from the best parameters. For one
 * thread.
 */
final class GradientFit {

  /** How often the step size is divided by ten before the fit ends. */
  private static final int REDUCTIONS = 2;

  private final PriorGraph graph;
  private final FitCodes codes;
  private final FitOptions options;
  private final Execution execution;
  private final ProgressListener progress;

  GradientFit(
      PriorGraph graph,
      FitCodes codes,
      FitOptions options,
      Execution execution,
      ProgressListener progress) {
    this.graph = graph;
    this.codes = codes;
    this.options = options;
    this.execution = execution;
    this.progress = progress;
  }

  FittedPrior fit() {
    BestSoFar best = new BestSoFar(graph, codes);
    double initialGradient = codes.gradientNorm(options.batch());
    int since = 0;
    int reductions = 0;
    Descent descent = new Descent(options.learningRate());
    int step = 0;
    while (step < options.steps() && reductions <= REDUCTIONS) {
      int until = options.nextEvaluation(step);
      while (step < until) {
        descent.step(step++);
      }
      if (best.improves(step)) {
        since = step;
      } else if (step - since >= options.patience()) {
        best.restore();
        descent = new Descent(options.learningRate() * Math.pow(10, - ++reductions));
        since = step;
      }
    }
    best.restore();
    GradientNorms gradient =
        new GradientNorms(initialGradient, codes.gradientNorm(options.batch()));
    return best.fitted(
        step, Optional.of(gradient), reductions > REDUCTIONS ? End.NO_GAIN : End.STEPS);
  }

  /** Adam with one step size. */
  private final class Descent {

    private final GradientDescent adam;
    private final double learningRate;
    private int iteration;

    Descent(double learningRate) {
      this.adam = new GradientDescent(new Adam(), graph.parameters(), execution.workers());
      this.learningRate = learningRate;
    }

    /**
     * Takes one step.
     *
     * @param step its number within the whole fit, from 0
     */
    void step(int step) {
      try (PriorGraph.Batch batch = codes.next(options.batch(), step)) {
        PriorGraph.Evaluation evaluation = graph.evaluate(batch);
        FitCodes.requireFinite(evaluation.crossEntropy(), step + 1);
        adam.step(evaluation.gradients(), learningRate, iteration++);
        graph.parameters().assignStates(evaluation.states());
      }
      progress.progress(step + 1, options.steps());
    }
  }
}
