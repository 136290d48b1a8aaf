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
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/**
 * Quadrature in one or two dimensions, without a sample of z: the entropy of q(z), and the
 * cross-entropy of q(z) and the prior, by the trapezoid rule on a regular {@linkplain AggregateGrid
 * grid}. For smooth integrands that vanish at the ends its error falls faster than any power of the
 * step. The numbers are exact to about 1e-6 nats where the prior is as smooth as the narrowest
 * posterior; where it is not, the residual shows it, because it compares two grids, of which one is
 * moved by half a step:
 *
 * <pre>
 * mutual information  entropy on the first grid - average entropy of the posteriors
 * marginal KL         cross-entropy on the first grid - entropy on the second
 * average KL          closed form, or cross-entropy on the second grid - average entropy
 * </pre>
 *
 * The step is a third of the smallest standard deviation in each dimension, so that the time
 * depends on the codes, and on the prior, which is asked for log p(z) at each point; one very
 * narrow posterior among wide ones may take too long, and is refused.
 */
@Plugin(
    name = "grid",
    summary = "quadrature, for codes of one or two dimensions",
    reference = "Trefethen and Weideman 2014, The exponentially convergent trapezoidal rule")
public record GridEstimator() implements Estimator {

  @Override
  public int maxDimensions() {
    return AggregateGrid.MAX_DIMENSIONS;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ElboException USER if there are more than two dimensions, or the grid would take too
   *     long; PLUGIN if the prior throws or returns NaN; NUMERIC if the prior's log-density or its
   *     cross-entropy is infinite where it is needed
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  @Override
  public Decomposition estimate(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
    PosteriorPoints.requireDimensions(posteriors, prior);
    CheckedPrior checked = new CheckedPrior(prior);
    AggregateGrid grid = new AggregateGrid(posteriors);
    AggregateGrid.Integrals first =
        grid.integrals(
            checked,
            0,
            budget.threads(),
            (done, total) -> budget.progress().progress(done, 2 * total));
    AggregateGrid.Integrals second =
        grid.integrals(
            checked,
            0.5,
            budget.threads(),
            (done, total) -> budget.progress().progress(total + done, 2 * total));
    double within = PosteriorPoints.averageEntropy(posteriors);
    Optional<Double> closedForm =
        checked.crossEntropy(posteriors).map(values -> mean(values) - within);
    double averageKl = closedForm.orElse(second.crossEntropy() - within);
    double information = first.entropy() - within;
    double marginalKl = first.crossEntropy() - second.entropy();
    Map<String, Estimate> routes = new LinkedHashMap<>();
    routes.put(
        closedForm.isPresent() ? "average KL, closed form" : "average KL, quadrature",
        Estimate.exact(averageKl));
    routes.put("average KL, quadrature", Estimate.exact(second.crossEntropy() - within));
    return new Decomposition(
        Estimate.exact(averageKl),
        Estimate.exact(information),
        Estimate.exact(marginalKl),
        Estimate.exact(averageKl - information - marginalKl),
        routes,
        Optional.empty());
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
