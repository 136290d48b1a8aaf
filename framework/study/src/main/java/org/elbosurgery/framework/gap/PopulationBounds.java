package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;
import org.elbosurgery.framework.kernel.MixingValues;
import org.elbosurgery.framework.surgery.AggregatePosterior;
import org.elbosurgery.framework.surgery.CheckedPrior;
import org.elbosurgery.framework.surgery.PosteriorBlocks;

/**
 * Bounds on the marginal KL of the population from which the data are a sample, from M data points
 * (Poole et al. 2019, section 2.3, applied to the marginal KL): in expectation over data sets
 *
 * <pre>
 * E[log q_M(z) - log p(z)]  >=  marginal KL of the population  >=  E[log q_-n(z) - log p(z)],
 * </pre>
 *
 * with z from q_n, q_M the aggregate posterior of all M points, q_-n the aggregate posterior of the
 * others, and p a density that was not fitted to these points. Both bounds become tighter as M
 * grows. In nats per data point; the standard errors are based on one sample of each posterior and
 * also count the differences between points, approximately as another sample of the population
 * would.
 *
 * @param size M
 * @param mutualInformation I_q(n; z), at most log M
 * @param upper the marginal KL with every point
 * @param lower the marginal KL with each sample's own point left out
 */
public record PopulationBounds(int size, Estimate mutualInformation, Estimate upper, Estimate lower)
    implements CodeInformation {

  private static final int[] PARTS = {8, 4, 2, 1};

  /**
   * Computes the bounds for nested subsets of N/8, N/4, N/2 and all N points, in a random order,
   * omitting sizes below two.
   *
   * @param posteriors the posteriors, at least two
   * @param prior p
   * @param budget threads and the progress listener; its samples per point are ignored
   * @param random the source of the order and the samples
   * @throws IllegalArgumentException if there is only one point, or the dimensions differ
   * @throws ElboException PLUGIN if the prior throws or returns NaN; NUMERIC if its density is
   *     infinite at a sample
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public static List<PopulationBounds> curve(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
    if (posteriors.size() < 2 || posteriors.dimensions() != prior.dimensions()) {
      throw new IllegalArgumentException(
          "[%d, %d] codes: at least 2, of the %d dimensions of the prior"
              .formatted(posteriors.size(), posteriors.dimensions(), prior.dimensions()));
    }
    int[] order = random.named("order").permutation(posteriors.size());
    // The work for a subset is proportional to the square of its size.
    double total = Arrays.stream(PARTS).mapToDouble(part -> 1.0 / part / part).sum();
    double before = 0;
    List<PopulationBounds> curve = new ArrayList<>();
    for (int part : PARTS) {
      double share = 1.0 / part / part / total;
      double start = before;
      Budget own =
          new Budget(
              1,
              budget.threads(),
              (done, all) ->
                  budget
                      .progress()
                      .progress(Math.round(1000 * (start + share * done / all)), 1000));
      if (posteriors.size() / part >= 2) {
        Posteriors subset = posteriors.rows(Arrays.copyOf(order, posteriors.size() / part));
        curve.add(of(subset, new CheckedPrior(prior), own, random.named("samples").at(part)));
      }
      before += share;
    }
    return List.copyOf(curve);
  }

  private static PopulationBounds of(
      Posteriors posteriors, CheckedPrior prior, Budget budget, RandomStream random) {
    int size = posteriors.size();
    AggregatePosterior posterior = new AggregatePosterior(posteriors);
    StratifiedMeans means = new StratifiedMeans(3, 1);
    for (PosteriorBlocks.Block block : PosteriorBlocks.single(posteriors, random)) {
      double[] z = block.z();
      int[] origins = block.origins();
      MixingValues all = posterior.evaluate(z, origins, budget.threads(), ProgressListener.NONE);
      double[] others =
          posterior.leaveOneOut(z, origins, budget.threads(), block.progress(budget.progress()));
      double[] logPrior = prior.logProb(z);
      for (int i = 0; i < origins.length; i++) {
        means.add(
            new double[] {Math.log(size) - all.responsibilityEntropy(i)},
            new double[] {all.logProb(i) - logPrior[i]},
            new double[] {others[i] - logPrior[i]});
      }
    }
    return new PopulationBounds(size, means.mean(0), means.mean(1), means.mean(2));
  }
}
