package org.elbosurgery.framework.gap;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.graph.PriorGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The codes that a prior is fitted to, in minibatches, and a random sixth of them that is held out
 * to decide when to stop.
 *
 * <p>The precision of a step and of the held-out cross-entropy does not depend on the number of
 * codes: both use the same number of samples, several of each code if there are few. For one
 * thread.
 */
final class FitCodes {

  /**
   * The number of steps between two evaluations of the held-out codes, unless the patience is
   * smaller.
   */
  static final int INTERVAL = 50;

  /**
   * The smallest number of samples of the held-out codes. The difference between two priors with a
   * KL of e has a standard error of about sqrt(2 e / samples), which equals e at e = 0.0002 nats.
   */
  private static final int HELD_OUT_SAMPLES = 10000;

  private static final int HELD_OUT = 6;

  /** The number of minibatches by which the gradient is estimated. */
  private static final int GRADIENTS = 20;

  /** The number of codes evaluated at a time. */
  private static final int EVALUATED = 1000;

  private final PriorGraph graph;
  private final Posteriors posteriors;
  private final RandomStream random;
  private final int[] heldOut;
  private final int[] others;
  private final EndlessOrder fitted;

  /**
   * Chooses the held-out codes.
   *
   * @param graph of the prior
   * @param posteriors all codes, at least two
   * @param random the root of the streams of the order, the noise and the choice of held-out codes
   */
  FitCodes(PriorGraph graph, Posteriors posteriors, RandomStream random) {
    this.graph = graph;
    this.posteriors = posteriors;
    this.random = random;
    int[] order = random.named("held-out").permutation(posteriors.size());
    int held = Math.max(1, posteriors.size() / HELD_OUT);
    heldOut = Arrays.copyOf(order, held);
    others = Arrays.copyOfRange(order, held, order.length);
    fitted = new EndlessOrder(others, random.named("order"));
  }

  /**
   * Returns the next minibatch of the codes that are not held out.
   *
   * @param samples the number of its rows
   * @param step the number of the step within the whole fit, which determines the noise
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  PriorGraph.Batch next(int samples, int step) {
    requireNotInterrupted();
    return batch(fitted.next(samples), random.named("noise").at(step));
  }

  /**
   * Returns the norm of the gradient of the mean cross-entropy of the codes that are not held out,
   * with the present parameters, by minibatches that are the same at every call. Of M independent
   * estimates g_m of the gradient g, |sum g_m|^2 - sum |g_m|^2 has the expectation M (M - 1) |g|^2,
   * whatever their noise; the norm is 0 if it is below 0.
   *
   * @param samples the number of rows of a minibatch
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  double gradientNorm(int samples) {
    RandomStream order = random.named("gradient-order");
    RandomStream noise = random.named("gradient-noise");
    Map<String, INDArray> sums = new HashMap<>();
    double squares = 0;
    for (int m = 0; m < GRADIENTS; m++) {
      requireNotInterrupted();
      int[] rows = new EndlessOrder(others, order.at(m)).next(samples);
      try (PriorGraph.Batch batch = batch(rows, noise.at(m))) {
        Map<String, INDArray> gradients = graph.evaluate(batch).gradients();
        squares += squaredNorm(gradients.values());
        gradients.forEach((name, gradient) -> sums.merge(name, inDouble(gradient), INDArray::addi));
      }
    }
    double excess = squaredNorm(sums.values()) - squares;
    return Math.sqrt(Math.max(0, excess / (GRADIENTS * (GRADIENTS - 1.0))));
  }

  /** Returns a copy, because the gradients are valid until the next evaluation only. */
  private static INDArray inDouble(INDArray gradient) {
    return gradient.dataType() == DataType.DOUBLE
        ? gradient.dup()
        : gradient.castTo(DataType.DOUBLE);
  }

  private static double squaredNorm(Collection<INDArray> arrays) {
    return arrays.stream()
        .mapToDouble(array -> Math.pow(array.norm2Number().doubleValue(), 2))
        .sum();
  }

  /**
   * Returns the mean cross-entropy of the held-out codes, with the same noise at every evaluation.
   *
   * @param step the number of steps before
   * @throws ElboException NUMERIC if it is not finite
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  double heldOutCrossEntropy(int step) {
    int times = (HELD_OUT_SAMPLES - 1) / heldOut.length + 1;
    int[] repeated = new int[times * heldOut.length];
    Arrays.setAll(repeated, i -> heldOut[i % heldOut.length]);
    return crossEntropy(repeated, step);
  }

  /** Returns the mean cross-entropy of some codes, with one sample of each. */
  double crossEntropy(int[] rows, int step) {
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

  /**
   * Requires a cross-entropy to be finite.
   *
   * @throws ElboException NUMERIC if it is not
   */
  static void requireFinite(double crossEntropy, int step) {
    if (!Double.isFinite(crossEntropy)) {
      throw ElboException.numeric(
          "the cross-entropy is "
              + crossEntropy
              + " after "
              + step
              + " steps of the fit; try a smaller --learning-rate");
    }
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
}
