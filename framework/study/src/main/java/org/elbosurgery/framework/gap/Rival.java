package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.surgery.CheckedPrior;

/**
 * A prior to hold against the standard Gaussian p_0 at samples of codes. One whose density throws,
 * is NaN or infinite fails by itself: it says why, and is not asked again.
 */
final class Rival {

  private final CheckedPrior prior;
  private Optional<double[]> crossEntropy = Optional.empty();
  private List<String> problems = List.of();

  /** Asks a prior for the closed form of its cross-entropy with codes. */
  Rival(Distribution prior, Posteriors posteriors) {
    this.prior = new CheckedPrior(prior);
    attempt(() -> crossEntropy = this.prior.crossEntropy(posteriors));
  }

  /** Returns why it failed; empty as long as it has not. */
  List<String> problems() {
    return problems;
  }

  /**
   * Computes log p(z) - log p_0(z), or where both have a closed form its expectation.
   *
   * @param z samples, {@code [n, d]} row by row
   * @param origins the code of each
   * @param logStandard log p_0 of each
   * @param standardCrossEntropy -E log p_0 of each code
   * @param gains takes the result, {@code [n]}; stays as it is where the prior has failed
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
