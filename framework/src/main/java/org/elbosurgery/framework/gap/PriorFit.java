package org.elbosurgery.framework.gap;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.training.Adam;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A maximum-likelihood fit of a prior to the codes of an encoder that stays as it is: Adam on the
 * mean cross-entropy of minibatches of codes. The marginal KL is the cross-entropy less the entropy
 * of q(z), which the prior has no part in, so this minimises it. A random sixth of the codes is
 * held out to say when to stop. For one thread.
 */
public final class PriorFit {

  private static final int HELD_OUT = 6;

  /** Held-out codes evaluated at a time. */
  private static final int EVALUATED = 1000;

  /** How often the step size is divided by ten before the fit ends. */
  private static final int REDUCTIONS = 2;

  private final PriorGraph graph;
  private final Codes codes;
  private final FitOptions options;
  private final Execution execution;
  private final RandomStream random;
  private final ProgressListener progress;
  private final int[] heldOut;
  private final int[] fitted;

  private PriorFit(
      PriorGraph graph,
      Codes codes,
      FitOptions options,
      Execution execution,
      RandomStream random,
      ProgressListener progress) {
    this.graph = graph;
    this.codes = codes;
    this.options = options;
    this.execution = execution;
    this.random = random;
    this.progress = progress;
    int[] order = random.named("held-out").permutation(codes.size());
    int held = Math.max(1, codes.size() / HELD_OUT);
    heldOut = Arrays.copyOf(order, held);
    fitted = Arrays.copyOfRange(order, held, order.length);
  }

  /**
   * Fits.
   *
   * @param graph a prior at its initial parameters, which are changed
   * @param codes what to fit it to, at least two
   * @param execution who executed the graph
   * @param random streams under it decide the order, the noise and what is held out
   * @param progress told of every step, of those of all epochs
   * @throws ElboException USER if there are fewer than two codes; NUMERIC if the cross-entropy is
   *     not finite
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  public static FittedPrior fit(
      PriorGraph graph,
      Codes codes,
      FitOptions options,
      Execution execution,
      RandomStream random,
      ProgressListener progress) {
    if (codes.size() < 2) {
      throw ElboException.user(
          "a prior cannot be fitted to one code with another held out; take a run of more rows");
    }
    return new PriorFit(graph, codes, options, execution, random, progress).fit();
  }

  /**
   * Returns the cross-entropy by which a fit is judged: the mean over what is held out, of the
   * prior as it is, in nats. The arguments are those of {@link #fit}.
   *
   * @throws ElboException NUMERIC if it is not finite
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  public static double heldOutCrossEntropy(
      PriorGraph graph, Codes codes, FitOptions options, Execution execution, RandomStream random) {
    return new PriorFit(graph, codes, options, execution, random, ProgressListener.NONE)
        .heldOutCrossEntropy(0);
  }

  private FittedPrior fit() {
    double initial = heldOutCrossEntropy(0);
    if (graph.parameters().arrays().isEmpty()) {
      return new FittedPrior(graph.density(), graph.parameters(), 0, 0, initial, initial, true);
    }
    Parameters best = graph.parameters().copy();
    double least = initial;
    int bestEpoch = 0;
    int waited = 0;
    int reductions = 0;
    Descent descent = new Descent(options.learningRate());
    int epoch = 0;
    while (epoch < options.epochs() && reductions <= REDUCTIONS) {
      descent.pass(epoch++);
      double crossEntropy = heldOutCrossEntropy(epoch);
      waited++;
      if (crossEntropy < least) {
        least = crossEntropy;
        best = graph.parameters().copy();
        bestEpoch = epoch;
        waited = 0;
      } else if (waited == options.patience()) {
        graph.restore(best);
        descent = new Descent(options.learningRate() * Math.pow(10, - ++reductions));
        waited = 0;
      }
    }
    graph.restore(best);
    return new FittedPrior(
        graph.density(), best, epoch, bestEpoch, initial, least, reductions > REDUCTIONS);
  }

  /** Adam with one step size. */
  private final class Descent {

    private final Adam adam;
    private int iteration;

    Descent(double learningRate) {
      adam = new Adam(graph.parameters(), learningRate, graph.dataType(), execution.workers());
    }

    /** Goes over all fitted codes in a new order. */
    void pass(int epoch) {
      int[] order = random.named("order").at(epoch).permutation(fitted.length);
      RandomStream noise = random.named("noise").at(epoch);
      long steps = (fitted.length - 1L) / options.batch() + 1;
      for (int from = 0; from < order.length; from += options.batch()) {
        requireNotInterrupted();
        int[] chosen =
            Arrays.stream(order, from, Math.min(order.length, from + options.batch()))
                .map(i -> fitted[i])
                .toArray();
        try (PriorGraph.Batch batch = batch(chosen, noise)) {
          PriorGraph.Evaluation evaluation = graph.evaluate(batch);
          requireFinite(evaluation.crossEntropy(), epoch + 1);
          adam.step(evaluation.gradients(), iteration++);
        }
        progress.progress(epoch * steps + from / options.batch() + 1, steps * options.epochs());
      }
    }
  }

  /** Returns the mean cross-entropy of what is held out, with the same noise in every epoch. */
  private double heldOutCrossEntropy(int epoch) {
    RandomStream noise = random.named("held-out-noise");
    double sum = 0;
    for (int from = 0; from < heldOut.length; from += EVALUATED) {
      int[] chosen = Arrays.copyOfRange(heldOut, from, Math.min(heldOut.length, from + EVALUATED));
      requireNotInterrupted();
      try (PriorGraph.Batch batch = batch(chosen, noise)) {
        sum += chosen.length * graph.crossEntropy(batch);
      }
    }
    requireFinite(sum, epoch);
    return sum / heldOut.length;
  }

  private PriorGraph.Batch batch(int[] rows, RandomStream noise) {
    Codes chosen = codes.rows(rows);
    int d = codes.dimensions();
    INDArray gaussians =
        Nd4j.create(noise.gaussians(rows.length * d), new long[] {rows.length, d}, 'c');
    return new PriorGraph.Batch(
        chosen.means().castTo(graph.dataType()),
        chosen.logVariances().castTo(graph.dataType()),
        gaussians.castTo(graph.dataType()));
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the fit was interrupted");
    }
  }

  private static void requireFinite(double crossEntropy, int epoch) {
    if (!Double.isFinite(crossEntropy)) {
      throw ElboException.numeric(
          "the cross-entropy is "
              + crossEntropy
              + " in epoch "
              + epoch
              + " of the fit; try a smaller --learning-rate");
    }
  }
}
