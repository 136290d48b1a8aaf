package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.MixingValues;
import org.elbosurgery.framework.kernel.PosteriorSamples;

/**
 * The surgery with the exact aggregate posterior: the inner sum is over all N components, to within
 * 1e-6 nats, and only z is sampled, S times from every posterior. Per sample z of q_n, with the
 * responsibilities r_m = q_m(z) / sum_k q_k(z), these are unbiased values:
 *
 * <pre>
 * mutual information, responsibility entropy   log N - H(r)            in [0, log N]
 * mutual information, paired                   log q_n(z) - log q(z)   at most log N
 * marginal KL, direct                          log q(z) - log p(z)
 * marginal KL, through average KL              average KL - (log N - H(r))
 * </pre>
 *
 * The reported mutual information is the first (a Rao-Blackwellised form of the second); the
 * marginal KL is the combination of its two routes by inverse variance; the residual uses the
 * direct route, which is independent of the average KL. The weights of the combination are
 * estimated from the same samples, so it is unbiased only asymptotically in N S; everything else is
 * unbiased for any N and S. The values per data point are the means over its samples of the second
 * and the third value, and its KL.
 */
@Plugin(
    name = "exact",
    summary = "every component of the aggregate posterior for every sample",
    reference = "Hoffman and Johnson 2016, ELBO surgery")
public record ExactEstimator() implements Estimator {

  /** The approximate number of values of z held at a time, if that makes enough samples. */
  private static final int BLOCK_VALUES = 1 << 20;

  /**
   * The smallest number of samples held at a time, to be shared by several threads, if memory
   * allows.
   */
  private static final int BLOCK_SAMPLES = 1 << 12;

  /** The largest number of values of z held at a time: 128 MiB, several times over. */
  private static final int MAX_BLOCK_VALUES = 1 << 24;

  private static final int ENTROPY = 0;
  private static final int PAIRED = 1;
  private static final int DIRECT = 2;
  private static final int AVERAGE_KL = 3;

  /**
   * {@inheritDoc}
   *
   * <p>Needs memory for the components and, whatever N, for a block of z: about a million values,
   * more if d is above 256, never above 2^24. A prior without a closed form first needs up to 2^26
   * values for its control variates if d is large. A data set of fewer than 2000 points is given
   * {@linkplain StratifiedMeans#enoughSamples more samples} than the budget says, because the
   * standard errors would be poor with few.
   *
   * @throws ElboException USER if the posteriors are too narrow for double precision, or the
   *     samples of one posterior have more than 2^24 values; PLUGIN if the prior throws or returns
   *     NaN; NUMERIC if the prior's log-density or its cross-entropy is infinite where it is needed
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  @Override
  public Decomposition estimate(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
    if (posteriors.dimensions() != prior.dimensions()) {
      throw new IllegalArgumentException(
          "codes have "
              + posteriors.dimensions()
              + " dimensions, the prior "
              + prior.dimensions()
              + ": use the prior that belongs to these codes");
    }
    int perPoint = samplesPerPoint(posteriors, budget.samplesPerPoint());
    int rows = rowsPerBlock(perPoint, posteriors.dimensions());
    CheckedPrior checked = new CheckedPrior(prior);
    AggregatePosterior posterior = new AggregatePosterior(posteriors);
    PosteriorSamples samples = new PosteriorSamples(posteriors, perPoint, random.named("direct"));
    AverageKl averageKl = AverageKl.of(posteriors, checked, perPoint, random);
    StratifiedMeans means = new StratifiedMeans(4, perPoint);
    double[][] points = new double[4][posteriors.size()];
    for (int from = 0; from < posteriors.size(); from += rows) {
      int to = Math.min(posteriors.size(), from + rows);
      double[] z = samples.of(from, to);
      MixingValues q =
          posterior.evaluate(
              z,
              origins(from, to, perPoint),
              budget.threads(),
              from(from, posteriors.size(), perPoint, budget));
      double[] logPrior = checked.logProb(z);
      double[] kl = averageKl.values(from, to);
      for (int n = from; n < to; n++) {
        double[] point =
            means.add(valuesAt(posteriors, n, perPoint, (n - from) * perPoint, z, q, logPrior, kl));
        for (int quantity = 0; quantity < point.length; quantity++) {
          points[quantity][n] = point[quantity];
        }
      }
    }
    return decomposition(
        means, averageKl, new PointValues(points[AVERAGE_KL], points[PAIRED], points[DIRECT]));
  }

  /**
   * Returns the number of samples per point: as many as the standard errors need and one block can
   * hold, and never fewer than requested.
   */
  private static int samplesPerPoint(Posteriors posteriors, int asked) {
    int enough = StratifiedMeans.enoughSamples(posteriors.size(), asked);
    int most = Math.max(2, MAX_BLOCK_VALUES / posteriors.dimensions());
    return Math.max(asked, Math.min(enough, most));
  }

  /**
   * Returns the rows in a block. It does not depend on the number of threads, so that a prior's
   * rounding does not depend on it.
   */
  static int rowsPerBlock(int perPoint, int dimensions) {
    long valuesOfRow = (long) perPoint * dimensions;
    if (valuesOfRow > MAX_BLOCK_VALUES) {
      throw ElboException.user(
          perPoint
              + " samples per point in "
              + dimensions
              + " dimensions are "
              + valuesOfRow
              + " values at once; at most "
              + MAX_BLOCK_VALUES
              + " are allowed: take samples "
              + MAX_BLOCK_VALUES / dimensions
              + " or fewer");
    }
    long enough = Math.max(BLOCK_VALUES, (long) BLOCK_SAMPLES * dimensions);
    return (int) Math.max(1, Math.min(enough, MAX_BLOCK_VALUES) / valuesOfRow);
  }

  /** Returns the number of the posterior that each sample of some rows is from. */
  private static int[] origins(int from, int to, int perPoint) {
    int[] origins = new int[(to - from) * perPoint];
    Arrays.setAll(origins, i -> from + i / perPoint);
    return origins;
  }

  /**
   * Returns a listener that turns the progress of one block of rows into the progress of the whole.
   */
  private static ProgressListener from(int row, int size, int perPoint, Budget budget) {
    long before = (long) row * perPoint;
    long total = (long) size * perPoint;
    return (done, ignored) -> budget.progress().progress(before + done, total);
  }

  /** Returns the four values of each sample at point n, the first of which has number {@code i}. */
  private static double[][] valuesAt(
      Posteriors posteriors,
      int n,
      int perPoint,
      int i,
      double[] z,
      MixingValues q,
      double[] logPrior,
      double[] kl) {
    double[][] values = new double[4][perPoint];
    double logSize = Math.log(posteriors.size());
    for (int s = 0; s < perPoint; s++) {
      double logProb = q.logProb(i + s);
      values[ENTROPY][s] = logSize - q.responsibilityEntropy(i + s);
      values[PAIRED][s] = logPosterior(posteriors, n, z, i + s) - logProb;
      values[DIRECT][s] = logProb - logPrior[i + s];
      values[AVERAGE_KL][s] = kl[i + s];
    }
    return values;
  }

  /** Returns log q_n(z) of a sample. */
  private static double logPosterior(Posteriors posteriors, int n, double[] z, int sample) {
    int d = posteriors.dimensions();
    double quadratic = 0;
    for (int j = 0; j < d; j++) {
      double difference = z[sample * d + j] - posteriors.mean(n, j);
      quadratic += difference * difference * Math.exp(-posteriors.logVariance(n, j));
    }
    return 0.5 * (d - quadratic) - posteriors.entropy(n);
  }

  private static Decomposition decomposition(
      StratifiedMeans means, AverageKl averageKl, PointValues points) {
    // A closed form enters as a known constant, samples as the fourth quantity.
    double known = averageKl.exact().orElse(0);
    double sampled = averageKl.exact().isPresent() ? 0 : 1;
    Estimate average =
        averageKl.exact().isPresent() ? Estimate.exact(known) : means.mean(AVERAGE_KL);
    Estimate mutualInformation = means.mean(ENTROPY);
    Estimate direct = means.mean(DIRECT);
    Estimate through = means.combination(known, -1, 0, 0, sampled);
    double w = weight(direct, through);
    Estimate marginal = means.combination((1 - w) * known, -(1 - w), 0, w, (1 - w) * sampled);
    Estimate residual = means.combination(0, -1, 0, -1, 1);
    Map<String, Estimate> routes = new LinkedHashMap<>();
    routes.put(averageKl.route(), average);
    routes.put("mutual information, responsibility entropy", mutualInformation);
    routes.put(TermIdentity.INFORMATION, means.mean(PAIRED));
    routes.put(TermIdentity.MARGINAL, direct);
    routes.put("marginal KL, through average KL", through);
    return new Decomposition(
        average, mutualInformation, marginal, residual, routes, Optional.of(points));
  }

  /** Returns the inverse-variance weight of the direct route. */
  private static double weight(Estimate direct, Estimate through) {
    double directVariance = direct.standardError() * direct.standardError();
    double throughVariance = through.standardError() * through.standardError();
    double sum = directVariance + throughVariance;
    return sum > 0 ? throughVariance / sum : 0;
  }
}
