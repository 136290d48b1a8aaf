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
import org.elbosurgery.framework.surgery.StratifiedMeans;

/**
 * The marginal KL of several priors and of the standard Gaussian p_0, all on the same samples, so
 * that what they have in common cancels in a difference or a ratio. In nats per data point. Where
 * nothing else is said, a standard error is that of the sampling of z, the data points as they are.
 *
 * <p>Two quantities are known to be zero in mean: the residual of the surgery, average KL - mutual
 * information - (log q - log p_0), and log p_0(z) - E log p_0. Every estimate here is taken less
 * its regression on these two (control variates): a combination of the direct route to the marginal
 * KL and the one through the average KL, with the weights of least variance for each prior. The
 * weights are estimated from the same samples, so that this is unbiased only asymptotically.
 *
 * <p>Linear combinations regress linearly: so marginal KL of p_0 - marginal KL of prior k is the
 * gain of prior k to the last digit.
 */
public final class GapEstimates {

  static final int INFORMATION = 0;
  static final int DIRECT = 1;
  static final int CONTROL = 2;
  static final int STANDARD = 3;
  static final int FIRST_PRIOR = 4;

  private final StratifiedMeans means;
  private final List<List<String>> problems;
  private final int quantities;
  private final double[] offsets;
  private final RealMatrix covariance;
  private final RealMatrix controls;

  /**
   * Takes over what was averaged.
   *
   * @param posteriors the posteriors
   * @param means of {@link #INFORMATION}, {@link #DIRECT}, {@link #CONTROL}, {@link #STANDARD} and
   *     the gains
   * @param problems of each prior, why it has no gain; none where it has
   */
  GapEstimates(Posteriors posteriors, StratifiedMeans means, List<List<String>> problems) {
    this.means = means;
    this.problems = List.copyOf(problems);
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

  /** Returns I_q(n; z), by the responsibility entropy and without controls: within [0, log N]. */
  public Estimate mutualInformation() {
    return means.mean(INFORMATION);
  }

  /** Returns KL(q(z) || p_0) of the standard Gaussian p_0. */
  public Estimate standardMarginalKl() {
    return estimate(unit(DIRECT));
  }

  /**
   * Returns why a prior, by its number, could not be held against the codes: then what is estimated
   * of it means nothing.
   *
   * @return one sentence each; none where it could
   */
  public List<String> problems(int prior) {
    return problems.get(prior);
  }

  /** Returns KL(q(z) || p) of a prior, by its number. */
  public Estimate marginalKl(int prior) {
    return estimate(unit(DIRECT).subtract(unit(FIRST_PRIOR + prior)));
  }

  /**
   * Returns -E_{q(z)} log p of a prior, by its number. Its standard error counts the choice of the
   * data points too, the prior taken as given.
   */
  public Estimate crossEntropy(int prior) {
    return ofPopulation(unit(STANDARD).subtract(unit(FIRST_PRIOR + prior)));
  }

  /**
   * Returns the entropy of the aggregate posterior, -E_{q(z)} log q, which is its cross-entropy
   * with itself: its standard error counts the choice of the data points too, to first order.
   */
  public Estimate entropy() {
    return ofPopulation(unit(STANDARD).subtract(unit(DIRECT)));
  }

  /**
   * Returns E_{q(z)}[log p - log p'] of two priors, by their numbers. Its standard error counts the
   * choice of the data points too, both priors taken as given.
   */
  public Estimate gain(int prior, int other) {
    return ofPopulation(unit(FIRST_PRIOR + prior).subtract(unit(FIRST_PRIOR + other)));
  }

  /**
   * Returns the share of the standard Gaussian's marginal KL that a prior takes away, 1 - marginal
   * KL(p) / marginal KL(p_0): at most 1, which only p = q reaches; 0 for the standard Gaussian;
   * below 0 for a worse prior. Its standard error is that of the ratio by the delta method.
   *
   * @param prior its number
   * @return empty where the standard Gaussian's marginal KL is {@linkplain GapClosed#isGap no gap}
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
    return Optional.of(new Estimate(closed, linear.standardError() / gap.mean(), linear.samples()));
  }

  /** Returns the same estimate with an error that counts the choice of the data points too. */
  private Estimate ofPopulation(RealVector combination) {
    Estimate given = estimate(combination);
    return new Estimate(
        given.mean(), means.populationError(combination.toArray()), given.samples());
  }

  /** Returns a combination of the quantities, less its regression on the controls. */
  private Estimate estimate(RealVector combination) {
    RealVector shared = controls.operate(covariance.operate(combination));
    RealMatrix among = controls.multiply(covariance).multiply(controls.transpose());
    // A pseudo-inverse: a control may have no variance, for posteriors that are all the same.
    RealVector weights = new SingularValueDecomposition(among).getSolver().solve(shared);
    RealVector left = combination.subtract(controls.preMultiply(weights));
    return means.combination(-weights.dotProduct(new ArrayRealVector(offsets)), left.toArray());
  }
}
