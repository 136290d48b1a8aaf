package org.elbosurgery.framework.annealing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.call.ReturnedArray;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.CodeGradients;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.likelihood.EncodedRows;
import org.elbosurgery.framework.surgery.CheckedPrior;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Samples the chains of blocks of data points. All chains of a block move together, so that each
 * leapfrog step is one call of the model. Blocks begin at multiples of their size and are filled up
 * with the last row: the chains of a row are the same bits whichever rows are asked for. For one
 * thread.
 */
final class ChainSampler {

  /** The approximate number of chains that move together: enough for efficient matrix products. */
  private static final int TOGETHER = 128;

  private final EvaluationGraph graph;
  private final Distribution prior;
  private final CheckedPrior checkedPrior;
  private final CodeGradients gradients;
  private final AnnealingSettings settings;
  private EncodedRows encoded;

  /**
   * Makes a sampler.
   *
   * @param graph the model
   * @param gradients of the same model
   */
  ChainSampler(EvaluationGraph graph, CodeGradients gradients, AnnealingSettings settings) {
    this.graph = graph;
    this.prior = graph.prior();
    this.checkedPrior = new CheckedPrior(prior);
    this.gradients = gradients;
    this.settings = settings;
  }

  /** Returns the number of rows of a block. */
  static int blockSize(int chains) {
    return Math.max(1, TOGETHER / chains);
  }

  /** Returns the number of transitions of each block of some data. */
  static int transitions(AnnealingSettings settings, boolean simulated) {
    int once = settings.temperatures() - 1;
    SigmoidSchedule schedule = new SigmoidSchedule(settings.temperatures());
    return Annealing.pilotTransitions(schedule) + (simulated ? 2 * once : once);
  }

  /**
   * Samples the chains of a block.
   *
   * @param data the data
   * @param from the first row, a multiple of the block's size
   * @param random the root of a stream for each row, by its number
   * @param moved is called after each transition
   * @return the points of the rows that there are, at most as many as a block has
   * @throws ElboException NUMERIC if a weight is not finite; PLUGIN if the prior fails
   */
  List<AnnealedPoint> sample(AnnealedData data, int from, RandomStream random, Runnable moved) {
    int size = blockSize(settings.chains());
    int last = data.rows().size() - 1;
    int[] order =
        IntStream.range(0, size * settings.chains())
            .map(i -> Math.min(from + i / settings.chains(), last))
            .toArray();
    Optional<DiagonalPosteriors> posteriors =
        settings.start() == Start.POSTERIOR
            ? Optional.of(posteriors(data.rows(), order))
            : Optional.empty();
    try (INDArray x = Batch.of(data.rows(), order, 0, order.length, gradients.dataType())) {
      ModelPath path = new ModelPath(gradients, x, posteriors);
      SigmoidSchedule schedule = new SigmoidSchedule(settings.temperatures());
      Annealing annealing = new Annealing(path, schedule, size, moved);
      Streams streams = purpose -> streams(random, order, purpose);
      StepSizes sizes =
          annealing.pilot(starts(posteriors, streams.of("pilot-start")), streams.of("pilot"));
      double[] z = starts(posteriors, streams.of("start"));
      Annealing.Ended forward = annealing.forward(z, sizes, streams.of("forward"));
      double[] weights = corrected(forward.logWeights(), z, forward.at().z());
      double[] reverse =
          data.codes().isPresent()
              ? reverse(annealing, codes(data.codes().get(), order), sizes, streams.of("reverse"))
              : new double[0];
      return points(from, Math.min(size, last + 1 - from), weights, reverse, forward, sizes);
    }
  }

  /** Returns a stream for each chain. */
  @FunctionalInterface
  private interface Streams {

    RandomStream[] of(String purpose);
  }

  /** Returns the stream of each chain, by its row and its number among the chains of the row. */
  private RandomStream[] streams(RandomStream random, int[] order, String purpose) {
    RandomStream[] streams = new RandomStream[order.length];
    Arrays.setAll(streams, i -> random.at(order[i]).named(purpose).at(i % settings.chains()));
    return streams;
  }

  private DiagonalPosteriors posteriors(Rows rows, int[] order) {
    List<double[]> means = new ArrayList<>();
    List<double[]> logVariances = new ArrayList<>();
    for (int row : order) {
      if (encoded == null || !encoded.has(rows, row)) {
        encoded = EncodedRows.of(graph, rows, row);
      }
      means.add(encoded.mean(row));
      logVariances.add(encoded.logVariance(row));
    }
    return new DiagonalPosteriors(joined(means), joined(logVariances), order.length);
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] codes(double[][] ofRows, int[] order) {
    return joined(IntStream.of(order).mapToObj(row -> ofRows[row]).toList());
  }

  /** Returns samples of the density where annealing starts, {@code [n, d]}. */
  private double[] starts(Optional<DiagonalPosteriors> posteriors, RandomStream[] random) {
    return posteriors
        .map(q -> q.sample(random))
        .orElseGet(() -> joined(Arrays.stream(random).map(this::ofPrior).toList()));
  }

  private double[] ofPrior(RandomStream random) {
    INDArray z = PluginCall.of(prior, "sample", () -> prior.sample(1, random));
    return new ReturnedArray(prior, "sample", 1, z)
        .ofShape(1, prior.dimensions())
        .notNaN()
        .doubles();
  }

  private double[] reverse(
      Annealing annealing, double[] exact, StepSizes sizes, RandomStream[] random) {
    Annealing.Ended ended = annealing.reverse(exact, sizes, random);
    double[] negative = Arrays.stream(ended.logWeights()).map(w -> -w).toArray();
    return Arrays.stream(corrected(negative, ended.at().z(), exact)).map(w -> -w).toArray();
  }

  /**
   * Returns log-weights of the densities that the program reports. The path goes by the formulas of
   * the graph, in its precision; the density of a frozen prior differs by rounding, and by a
   * constant where its normaliser is an estimate of its own.
   *
   * @param start the codes at the start of the path
   * @param end the codes at its end
   */
  private double[] corrected(double[] logWeights, double[] start, double[] end) {
    double[] corrected = logWeights.clone();
    add(1, end, corrected);
    if (settings.start() == Start.PRIOR) {
      add(-1, start, corrected);
    }
    return corrected;
  }

  private void add(int sign, double[] z, double[] logWeights) {
    double[] reported = checkedPrior.logProb(z);
    double[] formula = gradients.prior(z).logProb();
    for (int i = 0; i < logWeights.length; i++) {
      logWeights[i] += sign * (reported[i] - formula[i]);
    }
  }

  private List<AnnealedPoint> points(
      int from,
      int count,
      double[] weights,
      double[] reverse,
      Annealing.Ended forward,
      StepSizes sizes) {
    int chains = settings.chains();
    double[] ofModel = sizes.at(1, chains);
    List<AnnealedPoint> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = i * chains;
      requireFinite(from + i, Arrays.copyOfRange(weights, first, first + chains));
      points.add(
          new AnnealedPoint(
              Arrays.copyOfRange(weights, first, first + chains),
              reverse.length == 0 ? reverse : Arrays.copyOfRange(reverse, first, first + chains),
              forward.acceptance()[i],
              ofModel[first]));
    }
    return points;
  }

  private static void requireFinite(int row, double[] logWeights) {
    for (double weight : logWeights) {
      if (!Double.isFinite(weight)) {
        throw ElboException.numeric("the log-weight of a chain of row " + row + " is " + weight);
      }
    }
  }
}
