package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;

/**
 * Bounds in closed form, without a sample of z, from the distances between pairs of posteriors
 * (Kolchinsky and Tracey 2017). With the Bhattacharyya distance BC and the Kullback-Leibler
 * divergence KL of two posteriors,
 *
 * <pre>
 * mutual information  &gt;=  -(1/N) sum_n log (1/N) sum_m exp(-BC(q_n, q_m))
 * mutual information  &lt;=  -(1/N) sum_n log (1/N) sum_m exp(-KL(q_n || q_m))
 * </pre>
 *
 * Both are in [0, log N]. They meet where all posteriors are equal (0) and where they are far apart
 * (log N), and are nats apart where each overlaps with many others. The marginal KL is bounded from
 * the other side: by the average KL minus the mutual information if the average KL has a closed
 * form; for a mixture of diagonal Gaussians, whose average KL has none, by {@linkplain
 * MixtureCrossEntropy bounds of the cross-entropy}, too; for any other prior by the sampled average
 * KL minus the mutual information, with the error of the sampling. The reported average KL is that
 * of {@code exact}: its closed form, or sampled.
 *
 * <p>The time grows with N^2. The outer sum is over at most 10000 data points, drawn without
 * replacement, and a bound of more data has the standard error of this choice.
 *
 * @param side whether the mutual information is a lower or an upper bound
 */
@Plugin(
    name = "bounds",
    summary = "bounds in closed form, from the distances between pairs of posteriors",
    reference = "Kolchinsky and Tracey 2017, Estimating mixture entropy with pairwise distances")
public record BoundsEstimator(
    @Option("which bound of the mutual information; the marginal KL has the other") Side side)
    implements Estimator {

  /** The sides on which the mutual information may be bounded. */
  public enum Side {
    /** From below, by Bhattacharyya distances. */
    LOWER(InformationBound.LOWER, PairDistance.BHATTACHARYYA),
    /** From above, by Kullback-Leibler divergences. */
    UPPER(InformationBound.UPPER, PairDistance.KULLBACK_LEIBLER);

    private final InformationBound bound;
    private final PairDistance distance;

    Side(InformationBound bound, PairDistance distance) {
      this.bound = bound;
      this.distance = distance;
    }
  }

  /** Data points in the outer sum at most. */
  private static final int OUTER = 10_000;

  /** Lower bounds of the mutual information. */
  public BoundsEstimator() {
    this(Side.LOWER);
  }

  @Override
  public InformationBound informationBound() {
    return side.bound;
  }

  /**
   * {@inheritDoc}
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
    int[] rows = rows(posteriors.size(), random.named("points"));
    double[] information =
        new PosteriorPairs(posteriors)
            .information(side.distance, rows, budget.threads(), budget.progress());
    Estimate averageKl = AverageKl.estimate(posteriors, checked, budget.samplesPerPoint(), random);
    Estimate bound = mean(information, posteriors.size());
    Estimate marginalKl =
        !averageKl.isExact() && prior instanceof DiagonalGaussianMixture mixture
            ? ofMixture(posteriors, mixture, rows, information)
            : PosteriorPoints.sum(averageKl, -1, bound);
    Map<String, Estimate> routes = new LinkedHashMap<>();
    routes.put("mutual information, " + side.distance.label() + " distances", bound);
    Estimate rest = PosteriorPoints.sum(PosteriorPoints.sum(averageKl, -1, bound), -1, marginalKl);
    return new Decomposition(averageKl, bound, marginalKl, rest, routes, Optional.empty())
        .with(side.bound);
  }

  private static int[] rows(int size, RandomStream random) {
    int[] order = random.permutation(size);
    int[] rows = Arrays.copyOf(order, Math.min(size, OUTER));
    Arrays.sort(rows);
    return rows;
  }

  private Estimate ofMixture(
      Posteriors posteriors, DiagonalGaussianMixture prior, int[] rows, double[] information) {
    MixtureCrossEntropy crossEntropy = new MixtureCrossEntropy(prior);
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double bound =
          side == Side.LOWER
              ? crossEntropy.atMost(posteriors, rows[i])
              : crossEntropy.atLeast(posteriors, rows[i]);
      values[i] = bound - posteriors.entropy(rows[i]) - information[i];
    }
    return mean(values, posteriors.size());
  }

  /** Returns the mean of values of R of N data points, exact if R = N. */
  private static Estimate mean(double[] values, int size) {
    if (values.length == size) {
      return Estimate.exact(Arrays.stream(values).sum() / size);
    }
    StratifiedMeans means = new StratifiedMeans(1, 1);
    for (double value : values) {
      means.add(new double[] {value});
    }
    Estimate mean = means.mean(0);
    double share = (double) values.length / size;
    return new Estimate(mean.mean(), Math.sqrt(1 - share) * mean.standardError(), mean.samples());
  }
}
