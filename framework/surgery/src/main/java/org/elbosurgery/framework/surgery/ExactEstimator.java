package org.elbosurgery.framework.surgery;

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
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;
import org.elbosurgery.framework.kernel.MixingValues;

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
    PosteriorPoints.requireDimensions(posteriors, prior);
    PosteriorBlocks blocks =
        PosteriorBlocks.enough(posteriors, budget.samplesPerPoint(), random.named("direct"));
    int perPoint = blocks.samplesPerPoint();
    CheckedPrior checked = new CheckedPrior(prior);
    AggregatePosterior posterior = new AggregatePosterior(posteriors);
    AverageKl averageKl = AverageKl.of(posteriors, checked, perPoint, random);
    StratifiedMeans means = new StratifiedMeans(4, perPoint);
    double[][] points = new double[4][posteriors.size()];
    for (PosteriorBlocks.Block block : blocks) {
      MixingValues q =
          posterior.evaluate(
              block.z(), block.origins(), budget.threads(), block.progress(budget.progress()));
      double[] logPrior = checked.logProb(block.z());
      double[] kl = averageKl.values(block.from(), block.to());
      for (int n = block.from(); n < block.to(); n++) {
        double[] point =
            means.add(
                valuesAt(posteriors, n, perPoint, block.first(n), block.z(), q, logPrior, kl));
        for (int quantity = 0; quantity < point.length; quantity++) {
          points[quantity][n] = point[quantity];
        }
      }
    }
    PointValues values = new PointValues(points[AVERAGE_KL], points[PAIRED], points[DIRECT]);
    return decomposition(means, averageKl, values).computedBy(posterior.kernel().label());
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
      values[PAIRED][s] = PosteriorPoints.logProb(posteriors, n, z, i + s) - logProb;
      values[DIRECT][s] = logProb - logPrior[i + s];
      values[AVERAGE_KL][s] = kl[i + s];
    }
    return values;
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
    double w = PosteriorPoints.weight(direct, through);
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
}
