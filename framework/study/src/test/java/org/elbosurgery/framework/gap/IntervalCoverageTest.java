package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.elbosurgery.framework.surgery.Repetitions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether 95 % intervals, estimate +- 1.96 standard errors, hold the truth in 95 % of seeded
 * {@linkplain Repetitions repetitions}.
 */
@Tag("pairs")
@DisplayName("A 95 % interval")
final class IntervalCoverageTest {

  private static final int DIMENSIONS = 2;

  /** The golden numbers of a pair of posteriors at +-1, for each dimension. */
  private static final double INFORMATION = DIMENSIONS * 0.33683082;

  private static final double MARGINAL_KL = DIMENSIONS * 0.16316918;

  /** Of the prior's pairs. */
  private static final double CENTRE = 0.8;

  private static final double VARIANCE = 0.9;

  /**
   * A product over the dimensions of even mixtures of N(-0.8, 0.9) and N(0.8, 0.9): as a mixture of
   * their 4 products it has no closed form.
   */
  private static Distribution prior() {
    Posteriors corners = RandomPosteriors.hypercube(CENTRE, DIMENSIONS);
    double[] mean = new double[corners.size() * DIMENSIONS];
    double[] logVariance = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = corners.mean(i / DIMENSIONS, i % DIMENSIONS);
      logVariance[i] = Math.log(VARIANCE);
    }
    return new DiagonalGaussianMixture(new double[corners.size()], mean, logVariance);
  }

  private static double pair(double z, double centre, double variance) {
    double above = (z - centre) * (z - centre) / variance;
    double below = (z + centre) * (z + centre) / variance;
    return (Math.exp(-above / 2) + Math.exp(-below / 2)) / Math.sqrt(8 * Math.PI * variance);
  }

  /**
   * The marginal KL of that prior: q(z) is a product too, so it is twice the integral of q log (q /
   * p) over one dimension, by the trapezoid rule, whose error for smooth functions is that of
   * rounding.
   */
  private static double priorMarginalKl() {
    double sum = 0;
    for (int i = -1200; i <= 1200; i++) {
      double q = pair(0.01 * i, 1, 1);
      sum += 0.01 * q * Math.log(q / pair(0.01 * i, CENTRE, VARIANCE));
    }
    return DIMENSIONS * sum;
  }

  /**
   * Unit-variance posteriors at the corners of {-1, 1}^2: 4 points with 550 samples each, so that
   * the standard errors have 2196 degrees of freedom. With the corners 500 times each and two
   * samples of every posterior, the shape of a usual data set, q(z) is the same, and so are the
   * marginal KL and the mutual information.
   */
  @ParameterizedTest
  @CsvSource({"1, 550", "500, 2"})
  @DisplayName("of mutual information, marginal KL and gap closed covers in 95 %")
  void covers(int copies, int samples) {
    Posteriors corners = RandomPosteriors.hypercube(1, DIMENSIONS);
    int points = copies * corners.size();
    Posteriors posteriors =
        corners.rows(IntStream.range(0, points).map(n -> n % corners.size()).toArray());
    Distribution standard = DiagonalGaussianMixture.standard(DIMENSIONS);
    Distribution prior = prior();
    double closed = 1 - priorMarginalKl() / MARGINAL_KL;
    Map<String, Integer> covered = new LinkedHashMap<>();
    for (int i = 0; i < Repetitions.COUNT; i++) {
      Budget budget = Budget.of(samples, 1);
      RandomStream random = RandomStream.of(i);
      Decomposition terms = new ExactEstimator().estimate(posteriors, standard, budget, random);
      GapEstimates gap =
          GapEstimator.estimate(posteriors, List.of(prior), budget, random.named("gap"));
      Map<String, Boolean> hits =
          Map.of(
              "mutual information", covers(terms.mutualInformation(), INFORMATION),
              "marginal KL", covers(terms.marginalKl(), MARGINAL_KL),
              "residual", covers(terms.residual(), 0),
              "gap: mutual information", covers(gap.mutualInformation(), INFORMATION),
              "gap: marginal KL", covers(gap.standardMarginalKl(), MARGINAL_KL),
              "gap: marginal KL of the prior", covers(gap.marginalKl(0), priorMarginalKl()),
              "gap closed", covers(gap.gapClosed(0).orElseThrow(), closed));
      hits.forEach((name, hit) -> covered.merge(name, hit ? 1 : 0, Integer::sum));
    }
    assertThat(covered).hasSize(7);
    Repetitions.assertCoverage(covered);
  }

  private static boolean covers(Estimate estimate, double truth) {
    return Math.abs(estimate.mean() - truth) <= 1.96 * estimate.standardError();
  }
}
