package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.surgery.CheckedPrior;

/**
 * A prior to compare with the standard Gaussian p_0 at samples of codes. If its density throws, is
 * NaN or infinite, it is marked as failed with the reason and not evaluated again.
 */
final class Rival {

  private final CheckedPrior prior;
  private Optional<double[]> crossEntropy = Optional.empty();
  private double logNormalizerError;
  private List<String> problems = List.of();

  /** Takes the closed form of a prior's cross-entropy, if it has one. */
  Rival(Distribution prior, Posteriors posteriors) {
    this.prior = new CheckedPrior(prior);
    attempt(() -> crossEntropy = this.prior.crossEntropy(posteriors));
    attempt(() -> logNormalizerError = this.prior.logNormalizerError());
  }

  /** Returns the standard error of its log normaliser, in nats; 0 if the normaliser is known. */
  double logNormalizerError() {
    return logNormalizerError;
  }

  /** Returns why it failed; empty if it has not. */
  List<String> problems() {
    return problems;
  }

  /**
   * Computes log p(z) - log p_0(z), or its expectation if both have a closed form.
   *
   * @param z samples, {@code [n, d]} row by row
   * @param origins the number of the posterior of each sample
   * @param logStandard log p_0 of each sample
   * @param standardCrossEntropy -E log p_0 under each posterior
   * @param gains receives the result, {@code [n]}; unchanged if the prior has failed
   */
  void gains(
      double[] z,
      int[] origins,
      double[] logStandard,
      double[] standardCrossEntropy,
      double[] gains) {
    if (!problems.isEmpty()) {
      return;
    }
    if (crossEntropy.isPresent()) {
      double[] own = crossEntropy.get();
      for (int i = 0; i < gains.length; i++) {
        gains[i] = standardCrossEntropy[origins[i]] - own[origins[i]];
      }
      return;
    }
    attempt(
        () -> {
          double[] logPrior = prior.logProb(z);
          for (int i = 0; i < gains.length; i++) {
            gains[i] = logPrior[i] - logStandard[i];
          }
        });
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (ElboException e) {
      switch (e.category()) {
        case PLUGIN, NUMERIC -> problems = e.problems();
        case USER, INTERNAL -> throw e;
      }
    }
  }
}
