package org.elbosurgery.framework.surgery;

import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/**
 * The average KL for a prior without a closed form, from samples of random data points. A quadratic
 * function fitted to -log p(z) is subtracted from the samples and its mean under q(z), which is
 * known, added: what it explains of the differences between data points, and of those within, does
 * not enter the error. The fit uses other samples, so that the mean is unbiased however poor it is.
 */
final class SubsampledAverageKl {

  private SubsampledAverageKl() {}

  /**
   * Estimates (1/N) sum_n KL(q_n || p).
   *
   * @param posteriors the posteriors
   * @param prior p
   * @param rule when to stop
   * @param random the source of randomness
   */
  static Estimate of(
      Posteriors posteriors, CheckedPrior prior, StoppingRule rule, RandomStream random) {
    ControlVariates variates =
        AverageKl.Sampled.fit(posteriors, prior, random.named("control-variates"));
    int perPoint = StoppingRule.samplesPerPoint(posteriors.size());
    RowDraws draws = new RowDraws(posteriors, perPoint, random.named("average-kl"));
    TwoStageMeans means = new TwoStageMeans(posteriors.size(), 1, perPoint);
    double known = known(posteriors, variates);
    while (!rule.isSpent(means)) {
      RowDraws.Block block = draws.next(StoppingRule.BLOCK);
      add(block, prior, variates, perPoint, means);
      if (rule.mayStop(means) && rule.isMet(means.combination(known, 1))) {
        break;
      }
    }
    return means.combination(known, 1);
  }

  /** Returns the mean of what the fit says of every data point, less the average entropy. */
  private static double known(Posteriors posteriors, ControlVariates variates) {
    double sum = 0;
    for (int n = 0; n < posteriors.size(); n++) {
      sum += variates.expectation(n) - posteriors.entropy(n);
    }
    return sum / posteriors.size();
  }

  private static void add(
      RowDraws.Block block,
      CheckedPrior prior,
      ControlVariates variates,
      int perPoint,
      TwoStageMeans means) {
    double[] logPrior = prior.logProb(block.z());
    for (int i = 0; i < block.points().length; i++) {
      int n = block.points()[i];
      double expected = variates.expectation(n);
      double[] values = new double[perPoint];
      for (int s = 0; s < perPoint; s++) {
        int sample = i * perPoint + s;
        values[s] = -logPrior[sample] - variates.value(n, block.z(), sample) - expected;
      }
      means.add(values);
    }
  }
}
