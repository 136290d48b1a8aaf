package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.surgery.CheckedPrior;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Samples codes of data points from their posteriors and computes their weights. log p(z) and log
 * q(z|x) are in double precision, log p(x|z) in the precision of the graph. For one thread.
 */
final class WeightSampler {

  /**
   * The largest number of samples decoded at a time: enough for efficient matrix products, and
   * small enough for the cache.
   */
  private static final int BATCH = 1000;

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private final EvaluationGraph graph;
  private final CheckedPrior prior;
  private final int samples;
  private final Sufficiency sufficiency;
  private EncodedRows encoded;

  /**
   * Makes a sampler.
   *
   * @param graph the model
   * @param samples S, samples of each point at most, at least 1
   * @param sufficiency when fewer are enough
   */
  WeightSampler(EvaluationGraph graph, int samples, Sufficiency sufficiency) {
    this.graph = graph;
    this.prior = new CheckedPrior(graph.prior());
    this.samples = samples;
    this.sufficiency = sufficiency;
  }

  /** Returns how many points to sample in one call, whose samples are decoded together. */
  static int pointsAtATime(int samples) {
    return Math.max(1, BATCH / samples);
  }

  /**
   * Returns the log-weights of the points {@code from}, ..., {@code to - 1}, of each as many as are
   * enough. The first samples are the same numbers, however many there are.
   *
   * @param rows the data
   * @param to at most {@link #pointsAtATime} after {@code from}
   * @param random the root of a stream for each row, by its number
   * @throws ElboException NUMERIC if a log-weight is not finite; PLUGIN if the prior fails
   */
  List<LogWeights> sample(Rows rows, int from, int to, RandomStream random) {
    RandomPosteriors posteriors = encode(rows, from, to, random);
    double[] weights = new double[Math.multiplyExact(to - from, samples)];
    int parts = (weights.length + BATCH - 1) / BATCH;
    int batch = (weights.length + parts - 1) / parts;
    int drawn = weights.length;
    int look = 0;
    // Several parts always belong to one point, so each uses the first of the equal rows.
    try (INDArray x = repeated(rows, from, batch)) {
      for (int start = 0; start < drawn; start += batch) {
        int count = Math.min(batch, weights.length - start);
        double[] z = posteriors.draw(start, count, weights);
        add(prior.logProb(z), weights, start);
        add(logLikelihood(count == batch ? x : first(x, count), z), weights, start);
        requireFinite(weights, start, count, from);
        int end = start + count;
        if (parts > 1 && sufficiency.mayStop() && end >= look) {
          look = Sufficiency.next(end);
          drawn = isEnough(weights, end) ? end : drawn;
        }
      }
    }
    int each = drawn / (to - from);
    return IntStream.range(0, to - from)
        .mapToObj(i -> Arrays.copyOfRange(weights, i * each, (i + 1) * each))
        .map(LogWeights::new)
        .toList();
  }

  private boolean isEnough(double[] weights, int end) {
    return sufficiency.isReached(new LogWeights(Arrays.copyOf(weights, end)));
  }

  private RandomPosteriors encode(Rows rows, int from, int to, RandomStream random) {
    double[][] means = new double[to - from][];
    double[][] logVariances = new double[to - from][];
    for (int n = from; n < to; n++) {
      EncodedRows block = block(rows, n);
      means[n - from] = block.mean(n);
      logVariances[n - from] = block.logVariance(n);
    }
    return new RandomPosteriors(
        Arrays.stream(means).flatMapToDouble(Arrays::stream).toArray(),
        Arrays.stream(logVariances).flatMapToDouble(Arrays::stream).toArray(),
        IntStream.range(from, to).mapToObj(random::at).toArray(RandomStream[]::new));
  }

  /** Returns the encoded block of a row. */
  private EncodedRows block(Rows rows, int n) {
    if (encoded == null || !encoded.has(rows, n)) {
      encoded = EncodedRows.of(graph, rows, n);
    }
    return encoded;
  }

  /**
   * The posteriors of some points, {@code [n, d]} row by row, and the stream of noise of each
   * point.
   */
  private final class RandomPosteriors {

    private final double[] mean;
    private final double[] logVariance;
    private final double[] deviation;
    private final RandomStream[] noise;
    private final int d;

    RandomPosteriors(double[] mean, double[] logVariance, RandomStream[] noise) {
      this.mean = mean;
      this.logVariance = logVariance;
      this.deviation = Arrays.stream(logVariance).map(l -> Math.exp(l / 2)).toArray();
      this.noise = noise;
      this.d = mean.length / noise.length;
    }

    /**
     * Draws the next samples, z = mean + deviation e, and subtracts log q(z|x) = -1/2 sum_j (log 2
     * pi + logVariance_j + e_j^2) from their weights.
     *
     * @param start the number of the first sample, where the samples of each point precede those of
     *     the next
     * @return {@code [count, d]} row by row
     */
    double[] draw(int start, int count, double[] weights) {
      double[] z = new double[count * d];
      for (int i = 0; i < count; i++) {
        int n = (start + i) / samples;
        double sum = 0;
        for (int j = 0; j < d; j++) {
          double e = noise[n].nextGaussian();
          z[i * d + j] = mean[n * d + j] + deviation[n * d + j] * e;
          sum += LOG_2_PI + logVariance[n * d + j] + e * e;
        }
        weights[start + i] += sum / 2;
      }
      return z;
    }
  }

  private INDArray repeated(Rows rows, int from, int count) {
    int[] order = IntStream.range(0, count).map(i -> from + i / samples).toArray();
    return Batch.of(rows, order, 0, count, graph.dataType());
  }

  private static INDArray first(INDArray x, int count) {
    return x.get(NDArrayIndex.interval(0, count), NDArrayIndex.all());
  }

  private double[] logLikelihood(INDArray x, double[] z) {
    long count = x.size(0);
    INDArray codes = Nd4j.createFromArray(z).reshape('c', count, z.length / count);
    return graph.logLikelihood(x, codes.castTo(graph.dataType())).data().asDouble();
  }

  private static void add(double[] terms, double[] weights, int start) {
    for (int i = 0; i < terms.length; i++) {
      weights[start + i] += terms[i];
    }
  }

  private void requireFinite(double[] weights, int start, int count, int from) {
    for (int i = start; i < start + count; i++) {
      if (!Double.isFinite(weights[i])) {
        throw ElboException.numeric(
            "the log-weight of a sample of row " + (from + i / samples) + " is " + weights[i]);
      }
    }
  }
}
