package org.elbosurgery.framework.gap;

import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.number.Impossible;

/**
 * The difference between one prior and the aggregate posterior of one split, in nats per code. The
 * errors of the first two values are due to the sampling of z for given posteriors; the other two
 * compare codes of different data points, so their errors also count the choice of the data points.
 *
 * @param marginalKl KL(q(z) || p)
 * @param gapClosed 1 - marginalKl / marginal KL of the standard Gaussian; empty if the latter is
 *     {@linkplain GapClosed#isGap no gap}
 * @param crossEntropy -E_{q(z)} log p(z)
 * @param trainAggregateGain for test codes E_{q(z)}[log q_train(z) - log p(z)], by which the
 *     aggregate posterior of the training codes fits them better than this prior; below 0 if it
 *     merely memorises; empty for training codes, and for that aggregate posterior itself
 */
public record PriorGap(
    Estimate marginalKl,
    Optional<Estimate> gapClosed,
    Estimate crossEntropy,
    Optional<Estimate> trainAggregateGain) {

  /** Returns the same without a gap closed if the standard Gaussian's marginal KL is no gap. */
  PriorGap besides(PriorGap standard) {
    return GapClosed.isGap(standard.marginalKl)
        ? this
        : new PriorGap(marginalKl, Optional.empty(), crossEntropy, trainAggregateGain);
  }

  /** Returns the same for the standard Gaussian, which by definition closes 0 of its own gap. */
  PriorGap ofStandard() {
    return new PriorGap(
        marginalKl, gapClosed.map(sampled -> Estimate.exact(0)), crossEntropy, trainAggregateGain);
  }

  /**
   * Returns a sentence for each {@linkplain Impossible impossible} value.
   *
   * @param name of the prior, with its origin
   * @param split the split of the codes
   */
  Stream<String> warnings(String name, Split split) {
    String reason = "this is impossible for a density; its log p(z) does not integrate to 1";
    return Impossible.below(split.label() + ": marginal KL of " + name, marginalKl, 0, reason)
        .or(
            () ->
                gapClosed.flatMap(
                    closed ->
                        Impossible.aboveAll(
                            split.label() + ": gap closed by " + name, closed, reason)))
        .stream();
  }

  /** Returns the estimates for a prior, given by its number. */
  static PriorGap of(GapEstimates estimates, int prior) {
    return new PriorGap(
        estimates.marginalKl(prior),
        estimates.gapClosed(prior),
        estimates.crossEntropy(prior),
        Optional.empty());
  }

  /**
   * Returns the estimates for test codes, where one of the priors is the aggregate posterior of the
   * training codes.
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
