package org.elbosurgery.framework.gap;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.elbosurgery.api.ClosedFormFit;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.gap.FittedPrior.End;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.training.Adam;
import org.elbosurgery.framework.training.GradientDescent;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A maximum-likelihood fit of a prior to the codes of a fixed encoder. The marginal KL is the
 * cross-entropy minus the entropy of q(z), which does not depend on the prior, so the fit minimises
 * the marginal KL. A prior with a closed form is fitted by it; for others Adam minimises the mean
 * cross-entropy of minibatches of codes. A random sixth of the codes is held out to decide when to
 * stop.
 *
 * <p>The precision of a step and of the held-out cross-entropy does not depend on the number of
 * codes: both use the same number of samples, several of each code if there are few. For one
 * thread.
 */
public final class PriorFit {

  private static final int HELD_OUT = 6;

  /** The number of held-out codes evaluated at a time. */
  private static final int EVALUATED = 1000;

  /**
   * The smallest number of samples of the held-out codes. The difference between two priors with a
   * KL of e has a standard error of about sqrt(2 e / samples), which equals e at e = 0.0002 nats.
   */
  private static final int HELD_OUT_SAMPLES = 10000;

  /**
   * The number of steps between two evaluations of the held-out codes, unless the patience is
   * smaller.
   */
  private static final int INTERVAL = 50;

  /** How often the step size is divided by ten before the fit ends. */
  private static final int REDUCTIONS = 2;

  /** The relative rounding error of a mean cross-entropy in single precision. */
  private static final double ROUNDING = 1e-5;

  private final PriorGraph graph;
  private final Posteriors posteriors;
  private final FitOptions options;
  private final Execution execution;
  private final RandomStream random;
  private final ProgressListener progress;
  private final int[] heldOut;
  private final EndlessOrder fitted;

  private PriorFit(
      PriorGraph graph,
      Posteriors posteriors,
      FitOptions options,
      Execution execution,
      RandomStream random,
      ProgressListener progress) {
    this.graph = graph;
    this.posteriors = posteriors;
    this.options = options;
    this.execution = execution;
    this.random = random;
    this.progress = progress;
    int[] order = random.named("held-out").permutation(posteriors.size());
    int held = Math.max(1, posteriors.size() / HELD_OUT);
    heldOut = Arrays.copyOf(order, held);
    fitted = new EndlessOrder(Arrays.copyOfRange(order, held, order.length), random.named("order"));
  }

  /**
   * Fits a prior.
   *
   * @param graph a prior at its initial parameters, which are changed
   * @param posteriors the posteriors to fit it to, at least two
   * @param execution how the graph is executed
   * @param random the root of the streams of the order, the noise and the choice of held-out codes
   * @param progress receives every step
   * @throws ElboException USER if there are fewer than two codes; NUMERIC if the cross-entropy is
   *     not finite; PLUGIN if the prior's closed form fails, or is worse than the initial
   *     parameters
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  public static FittedPrior fit(
      PriorGraph graph,
      Posteriors posteriors,
      FitOptions options,
      Execution execution,
      RandomStream random,
      ProgressListener progress) {
    if (posteriors.size() < 2) {
      throw ElboException.user(
          "a prior cannot be fitted to one code with another held out; take a run of more rows");
    }
    return new PriorFit(graph, posteriors, options, execution, random, progress).fit();
  }

  /**
   * Returns the cross-entropy by which a fit is judged, the mean over the held-out codes for the
   * prior with its present parameters, in nats. The arguments are as in {@link #fit}.
   *
   * @throws ElboException NUMERIC if it is not finite
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  public static double heldOutCrossEntropy(
      PriorGraph graph,
      Posteriors posteriors,
      FitOptions options,
      Execution execution,
      RandomStream random) {
    return new PriorFit(graph, posteriors, options, execution, random, ProgressListener.NONE)
        .heldOutCrossEntropy(0);
  }

  private FittedPrior fit() {
    return graph.prior() instanceof ClosedFormFit ? closedForm() : descend();
  }

  private FittedPrior closedForm() {
    double initial = heldOutCrossEntropy(0);
    int[] all = IntStream.range(0, posteriors.size()).toArray();
    double before = crossEntropy(all, 0);
    Parameters best =
        KnownParameters.closedForm(graph, AggregateMoments.of(posteriors)).orElseThrow();
    graph.restore(best);
    double after = crossEntropy(all, 0);
    if (after > before + ROUNDING * Math.max(1, Math.abs(before))) {
      throw PluginCall.fault(
          graph.prior(),
          "maximumLikelihood",
          "gave parameters with a cross-entropy of %s, more than the %s it starts with"
              .formatted(after, before),
          null);
    }
    return new FittedPrior(
        graph.density(), best, 0, 0, initial, heldOutCrossEntropy(0), End.CLOSED_FORM);
  }

  private FittedPrior descend() {
    double initial = heldOutCrossEntropy(0);
    if (graph.parameters().arrays().isEmpty()) {
      return new FittedPrior(
          graph.density(), graph.parameters(), 0, 0, initial, initial, End.NO_GAIN);
    }
    Parameters best = graph.parameters().copy();
    double min = initial;
    int bestStep = 0;
    int since = 0;
    int reductions = 0;
    Descent descent = new Descent(options.learningRate());
    int step = 0;
    while (step < options.steps() && reductions <= REDUCTIONS) {
      int until = Math.min(options.steps(), step + Math.min(INTERVAL, options.patience()));
      while (step < until) {
        descent.step(step++);
      }
      double crossEntropy = heldOutCrossEntropy(step);
      if (crossEntropy < min) {
        min = crossEntropy;
        best = graph.parameters().copy();
        bestStep = step;
        since = step;
      } else if (step - since >= options.patience()) {
        graph.restore(best);
        descent = new Descent(options.learningRate() * Math.pow(10, - ++reductions));
        since = step;
      }
    }
    graph.restore(best);
    End end = reductions > REDUCTIONS ? End.NO_GAIN : End.STEPS;
    return new FittedPrior(graph.density(), best, step, bestStep, initial, min, end);
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
      requireNotInterrupted();
      int[] chosen = fitted.next(options.batch());
      try (PriorGraph.Batch batch = batch(chosen, random.named("noise").at(step))) {
        PriorGraph.Evaluation evaluation = graph.evaluate(batch);
        requireFinite(evaluation.crossEntropy(), step + 1);
        adam.step(evaluation.gradients(), learningRate, iteration++);
        graph.parameters().assignStates(evaluation.states());
      }
      progress.progress(step + 1, options.steps());
    }
  }

  /**
   * Returns the mean cross-entropy of the held-out codes, with the same noise at every evaluation.
   */
  private double heldOutCrossEntropy(int step) {
    int times = (HELD_OUT_SAMPLES - 1) / heldOut.length + 1;
    int[] repeated = new int[times * heldOut.length];
    Arrays.setAll(repeated, i -> heldOut[i % heldOut.length]);
    return crossEntropy(repeated, step);
  }

  /** Returns the mean cross-entropy of some codes, with one sample of each. */
  private double crossEntropy(int[] rows, int step) {
    RandomStream noise = random.named("held-out-noise");
    double sum = 0;
    for (int from = 0; from < rows.length; from += EVALUATED) {
      int[] chosen = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + EVALUATED));
      requireNotInterrupted();
      try (PriorGraph.Batch batch = batch(chosen, noise)) {
        sum += chosen.length * graph.crossEntropy(batch);
      }
    }
    requireFinite(sum, step);
    return sum / rows.length;
  }

  private PriorGraph.Batch batch(int[] rows, RandomStream noise) {
    Posteriors chosen = posteriors.rows(rows);
    int d = posteriors.dimensions();
    INDArray gaussians =
        Nd4j.create(noise.gaussians(rows.length * d), new long[] {rows.length, d}, 'c');
    return new PriorGraph.Batch(
        chosen.means().castTo(graph.dataType()),
        chosen.logVariances().castTo(graph.dataType()),
        Nd4j.createFromArray(rows).castTo(graph.dataType()),
        gaussians.castTo(graph.dataType()),
        noise);
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the fit was interrupted");
    }
  }

  private static void requireFinite(double crossEntropy, int step) {
    if (!Double.isFinite(crossEntropy)) {
      throw ElboException.numeric(
          "the cross-entropy is "
              + crossEntropy
              + " after "
              + step
              + " steps of the fit; try a smaller --learning-rate");
    }
  }
}
