package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.number.Impossible;

/**
 * How far one prior is from the aggregate posterior of one split's codes, in nats per code. The
 * errors of the first two are those of the sampling of z from these codes; the other two compare
 * codes of different data points, so that theirs count the choice of the data points as well.
 *
 * @param marginalKl KL(q(z) || p)
 * @param gapClosed 1 - marginalKl / that of the standard Gaussian; empty where that is not above
 *     zero by three standard errors
 * @param crossEntropy -E_{q(z)} log p(z)
 * @param trainAggregateGain of test codes E_{q(z)}[log q_train(z) - log p(z)], by how much the
 *     aggregate posterior of the training codes fits them better than this prior; below 0 where it
 *     only remembers; empty for training codes, and for that aggregate posterior itself
 */
public record PriorGap(
    Estimate marginalKl,
    Optional<Estimate> gapClosed,
    Estimate crossEntropy,
    Optional<Estimate> trainAggregateGain) {

  /** Returns the same without a gap closed where the standard Gaussian's marginal KL is no gap. */
  PriorGap besides(PriorGap standard) {
    return GapClosed.isGap(standard.marginalKl)
        ? this
        : new PriorGap(marginalKl, Optional.empty(), crossEntropy, trainAggregateGain);
  }

  /** Returns the same of the standard Gaussian: by definition it closes nothing of its own gap. */
  PriorGap ofStandard() {
    return new PriorGap(
        marginalKl, gapClosed.map(sampled -> Estimate.exact(0)), crossEntropy, trainAggregateGain);
  }

  /**
   * Returns what of it {@linkplain Impossible cannot be} and is, one sentence each.
   *
   * @param kind where the prior is from
   * @param prior its name and options; empty where it is no plugin
   * @param split of which rows the codes are
   */
  List<String> warnings(Kind kind, Optional<PluginSpec> prior, Split split) {
    String name = kind.label() + prior.map(spec -> " prior " + spec).orElse(" prior");
    String reason = "no density has that; its log p(z) does not integrate to 1";
    return Impossible.below(split.label() + ": marginal KL of " + name, marginalKl, 0, reason)
        .or(
            () ->
                gapClosed.flatMap(
                    closed ->
                        Impossible.aboveAll(
                            split.label() + ": gap closed by " + name, closed, reason)))
        .stream()
        .toList();
  }

  /** Returns what was estimated of a prior, by its number. */
  static PriorGap of(GapEstimates estimates, int prior) {
    return new PriorGap(
        estimates.marginalKl(prior),
        estimates.gapClosed(prior),
        estimates.crossEntropy(prior),
        Optional.empty());
  }

  /**
   * Returns the same of test codes, of which one of the priors is the training codes' aggregate.
   */
  static PriorGap ofTest(GapEstimates estimates, int prior, int trainAggregate) {
    PriorGap gap = of(estimates, prior);
    return new PriorGap(
        gap.marginalKl(),
        gap.gapClosed(),
        gap.crossEntropy(),
        Optional.of(estimates.gain(trainAggregate, prior)));
  }
}
