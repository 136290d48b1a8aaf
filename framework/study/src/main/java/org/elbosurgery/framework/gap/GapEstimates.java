package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.StratifiedMeans;

/**
 * The marginal KL of several priors and of the standard Gaussian p_0, all from the same samples, so
 * that common errors cancel in a difference or a ratio. In nats per data point. Unless stated
 * otherwise, a standard error is due to the sampling of z, for given data points.
 *
 * <p>Two quantities are known to be zero in mean: the residual of the surgery, average KL - mutual
 * information - (log q - log p_0), and log p_0(z) - E log p_0. Every estimate here has its
 * regression on these two (control variates) subtracted. This amounts to a combination of the
 * direct route to the marginal KL and the route through the average KL, with the weights of
 * smallest variance for each prior. The weights are estimated from the same samples, so the
 * estimates are unbiased only asymptotically.
 *
 * <p>The error of a prior's estimated normaliser is added to that of sampling.
 *
 * <p>Regression is linear, so marginal KL of p_0 - marginal KL of prior k equals the gain of prior
 * k to the last digit.
 */
public final class GapEstimates {

  static final int INFORMATION = 0;
  static final int DIRECT = 1;
  static final int CONTROL = 2;
  static final int STANDARD = 3;
  static final int FIRST_PRIOR = 4;

  private final StratifiedMeans means;
  private final List<List<String>> problems;
  private final double[] logNormalizerErrors;
  private final int quantities;
  private final double[] offsets;
  private final RealMatrix covariance;
  private final RealMatrix controls;

  /**
   * Keeps averaged quantities.
   *
   * @param posteriors the posteriors
   * @param means of {@link #INFORMATION}, {@link #DIRECT}, {@link #CONTROL}, {@link #STANDARD} and
   *     the gains
   * @param problems for each prior, why it has no gain; none if it has one
   * @param logNormalizerErrors the standard error of each prior's log normaliser
   */
  GapEstimates(
      Posteriors posteriors,
      StratifiedMeans means,
      List<List<String>> problems,
      double[] logNormalizerErrors) {
    this.means = means;
    this.problems = List.copyOf(problems);
    this.logNormalizerErrors = logNormalizerErrors.clone();
    this.quantities = FIRST_PRIOR + problems.size();
    double entropy = 0;
    for (int n = 0; n < posteriors.size(); n++) {
      entropy += posteriors.entropy(n);
    }
    double averageKl = means.mean(STANDARD).mean() - entropy / posteriors.size();
    covariance = new Array2DRowRealMatrix(quantities, quantities);
    for (int a = 0; a < quantities; a++) {
      for (int b = 0; b < quantities; b++) {
        covariance.setEntry(a, b, means.covarianceOfMeans(a, b));
      }
    }
    controls = new Array2DRowRealMatrix(2, quantities);
    controls.setRowVector(0, unit(INFORMATION).add(unit(DIRECT)).mapMultiply(-1));
    controls.setRowVector(1, unit(CONTROL));
    offsets = new double[] {averageKl, 0};
  }

  private RealVector unit(int quantity) {
    RealVector unit = new ArrayRealVector(quantities);
    unit.setEntry(quantity, 1);
    return unit;
  }

  /**
   * Returns I_q(n; z), from the responsibility entropy and without control variates, within [0, log
   * N].
   */
  public Estimate mutualInformation() {
    return means.mean(INFORMATION);
  }

  /** Returns KL(q(z) || p_0) of the standard Gaussian p_0. */
  public Estimate standardMarginalKl() {
    return estimate(unit(DIRECT));
  }

  /**
   * Returns why a prior, given by its number, could not be evaluated at the codes, in which case
   * its estimates are meaningless.
   *
   * @return one sentence each; none if it could
   */
  public List<String> problems(int prior) {
    return problems.get(prior);
  }

  /** Returns KL(q(z) || p) of a prior, by its number. */
  public Estimate marginalKl(int prior) {
    return estimate(unit(DIRECT).subtract(unit(FIRST_PRIOR + prior)))
        .widened(logNormalizerErrors[prior]);
  }

  /**
   * Returns -E_{q(z)} log p of a prior, by its number. Its standard error also counts the choice of
   * the data points, for the given prior.
   */
  public Estimate crossEntropy(int prior) {
    return ofPopulation(unit(STANDARD).subtract(unit(FIRST_PRIOR + prior)))
        .widened(logNormalizerErrors[prior]);
  }

  /**
   * Returns the entropy of the aggregate posterior, -E_{q(z)} log q, which is its cross-entropy
   * with itself: its standard error also counts the choice of the data points, to first order.
   */
  public Estimate entropy() {
    return ofPopulation(unit(STANDARD).subtract(unit(DIRECT)));
  }

  /**
   * Returns E_{q(z)}[log p - log p'] of two priors, by their numbers. Its standard error also
   * counts the choice of the data points, for the given priors.
   */
  public Estimate gain(int prior, int other) {
    return ofPopulation(unit(FIRST_PRIOR + prior).subtract(unit(FIRST_PRIOR + other)))
        .widened(Math.hypot(logNormalizerErrors[prior], logNormalizerErrors[other]));
  }

  /**
   * Returns the gap closed by a prior, 1 - marginal KL(p) / marginal KL(p_0): at most 1, which only
   * p = q reaches; 0 for the standard Gaussian; below 0 for a worse prior. Its standard error is
   * computed by the delta method.
   *
   * @param prior the number of the prior
   * @return the gap closed; empty if the standard Gaussian's marginal KL is {@linkplain
   *     GapClosed#isGap no gap}
   */
  public Optional<Estimate> gapClosed(int prior) {
    Estimate gap = standardMarginalKl();
    if (!GapClosed.isGap(gap)) {
      return Optional.empty();
    }
    RealVector gain = unit(FIRST_PRIOR + prior);
    double closed = estimate(gain).mean() / gap.mean();
    // d(A / B) = (dA - A/B dB) / B
    Estimate linear = estimate(gain.subtract(unit(DIRECT).mapMultiply(closed)));
    Estimate sampled = new Estimate(closed, linear.standardError() / gap.mean(), linear.samples());
    return Optional.of(sampled.widened(logNormalizerErrors[prior] / gap.mean()));
  }

  /** Returns the same estimate with an error that also counts the choice of the data points. */
  private Estimate ofPopulation(RealVector combination) {
    Estimate given = estimate(combination);
    return new Estimate(
        given.mean(), means.populationError(combination.toArray()), given.samples());
  }

  /** Returns a combination of the quantities minus its regression on the control variates. */
  private Estimate estimate(RealVector combination) {
    RealVector shared = controls.operate(covariance.operate(combination));
    RealMatrix among = controls.multiply(covariance).multiply(controls.transpose());
    // A pseudo-inverse, since a control variate has no variance if all posteriors are equal.
    RealVector weights = new SingularValueDecomposition(among).getSolver().solve(shared);
    RealVector left = combination.subtract(controls.preMultiply(weights));
    return means.combination(-weights.dotProduct(new ArrayRealVector(offsets)), left.toArray());
  }
}
