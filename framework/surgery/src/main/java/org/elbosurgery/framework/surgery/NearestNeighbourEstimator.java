package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.special.Gamma;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.PosteriorSamples;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;

/**
 * The entropy of q(z) from the distances between samples of it, as one estimates it without the
 * densities: a monitor. With the distance e_i of sample i of M to its k-th neighbour, and V the
 * volume of the unit ball in d dimensions (Kozachenko and Leonenko 1987),
 *
 * <pre>
 * H = (1/M) sum_i (psi(M) - psi(k) + log V + d log e_i)
 * mutual information = H - average entropy of the posteriors
 * marginal KL        = -(1/M) sum_i log p(z_i) - H
 * </pre>
 *
 * It is right in the limit of many samples of a smooth density. Neither is given: it takes the
 * density for constant out to the k-th neighbour, which in ten dimensions is far away, and q(z) of
 * sharp posteriors is N spikes between which it interpolates. Its bias can be nats, to either side,
 * grows with d, and its standard error does not contain it.
 *
 * @param neighbours k
 */
@Plugin(
    name = "knn",
    summary = "a monitor: the entropy of codes from nearest neighbours, biased",
    reference = "Kozachenko and Leonenko 1987, Sample estimate of the entropy of a random vector")
public record NearestNeighbourEstimator(
    @Option("which neighbour's distance is taken") @Min(1) @Max(100) int neighbours)
    implements Estimator {

  /** Samples whose neighbours are sought, among all samples, at most. */
  private static final int QUERIES = 10_000;

  /** Samples at least, whatever N. */
  private static final int FEWEST = 500;

  private static final int CHUNK = 16;

  /** The third neighbour. */
  public NearestNeighbourEstimator() {
    this(3);
  }

  @Override
  public InformationBound informationBound() {
    return InformationBound.BIASED;
  }

  /**
   * {@inheritDoc}
   *
   * <p>One sample of every data point, and more of fewer than 500; 10000 of them, at random, are
   * compared with all.
   *
   * @throws ElboException PLUGIN if the prior throws or returns NaN; NUMERIC if the prior's
   *     log-density or its cross-entropy is infinite where it is needed
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  @Override
  public Decomposition estimate(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
    PosteriorPoints.requireDimensions(posteriors, prior);
    CheckedPrior checked = new CheckedPrior(prior);
    Estimate averageKl =
        AverageKl.estimate(
            posteriors, checked, budget.samplesPerPoint(), random.named("average-kl"));
    int perPoint = Math.max(1, (FEWEST + posteriors.size() - 1) / posteriors.size());
    double[] z =
        new PosteriorSamples(posteriors, perPoint, random.named("codes")).of(0, posteriors.size());
    int samples = posteriors.size() * perPoint;
    int[] asked = random.named("asked").permutation(samples);
    asked = Arrays.copyOf(asked, Math.min(QUERIES, samples));
    double[] entropy = entropies(z, posteriors.dimensions(), asked, budget);
    double[] logPrior = checked.logProb(rows(z, posteriors.dimensions(), asked));
    StratifiedMeans means = new StratifiedMeans(2, 1);
    for (int i = 0; i < asked.length; i++) {
      means.add(new double[] {entropy[i]}, new double[] {-logPrior[i]});
    }
    double within = PosteriorPoints.averageEntropy(posteriors);
    Map<String, Estimate> routes = new LinkedHashMap<>();
    routes.put("entropy of q(z), nearest neighbours", means.mean(0));
    return new Decomposition(
            averageKl,
            means.combination(-within, 1, 0),
            means.combination(0, -1, 1),
            means.combination(averageKl.mean() + within, 0, -1).widened(averageKl.standardError()),
            routes,
            Optional.empty())
        .with(informationBound());
  }

  private static double[] rows(double[] z, int d, int[] numbers) {
    double[] rows = new double[numbers.length * d];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(z, numbers[i] * d, rows, i * d, d);
    }
    return rows;
  }

  /** Returns what each of some samples says of the entropy, in nats. */
  private double[] entropies(double[] z, int d, int[] asked, Budget budget) {
    int samples = z.length / d;
    double constant =
        Gamma.digamma(samples)
            - Gamma.digamma(neighbours)
            + d * Math.log(Math.PI) / 2
            - Gamma.logGamma(d / 2.0 + 1);
    double[] entropies = new double[asked.length];
    ParallelChunks.run(
        asked.length,
        CHUNK,
        budget.threads(),
        budget.progress(),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            entropies[i] = constant + d * Math.log(neighbourSquare(z, d, asked[i])) / 2;
          }
        });
    return entropies;
  }

  /** Returns the squared distance of a sample to its k-th neighbour, above 0. */
  private double neighbourSquare(double[] z, int d, int sample) {
    double[] nearest = new double[neighbours]; // ascending
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int m = 0; m < z.length / d; m++) {
      double square = m == sample ? Double.POSITIVE_INFINITY : square(z, d, sample, m, nearest);
      if (square < nearest[neighbours - 1]) {
        int place = neighbours - 1;
        for (; place > 0 && nearest[place - 1] > square; place--) {
          nearest[place] = nearest[place - 1];
        }
        nearest[place] = square;
      }
    }
    return Math.max(Double.MIN_NORMAL, nearest[neighbours - 1]);
  }

  /** Returns the squared distance of two samples, or any number beyond that of the neighbours. */
  private static double square(double[] z, int d, int a, int b, double[] nearest) {
    double limit = nearest[nearest.length - 1];
    double sum = 0;
    for (int j = 0; j < d && sum < limit; j++) {
      double difference = z[a * d + j] - z[b * d + j];
      sum += difference * difference;
    }
    return sum;
  }
}
