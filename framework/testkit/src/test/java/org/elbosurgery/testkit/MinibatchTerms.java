package org.elbosurgery.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.surgery.ExactEstimator;

/**
 * Terms that are averaged over batches of 128 posteriors, each with an aggregate posterior of its
 * own. By the concavity of entropy, the average mutual information is at most that of all of them:
 * a lower bound, of log 128 at the most.
 */
final class MinibatchTerms {

  private static final int BATCH = 128;

  private MinibatchTerms() {}

  static Decomposition of(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
    List<Decomposition> batches = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int from = 0; from < posteriors.size(); from += BATCH) {
      int[] rows = IntStream.range(from, Math.min(posteriors.size(), from + BATCH)).toArray();
      batches.add(
          new ExactEstimator()
              .estimate(
                  posteriors.rows(rows),
                  prior,
                  shifted(budget, from, rows.length, posteriors.size()),
                  random.at(from)));
      weights.add((double) rows.length / posteriors.size());
    }
    return new Decomposition(
        mean(batches, weights, Decomposition::averageKl),
        mean(batches, weights, Decomposition::mutualInformation),
        mean(batches, weights, Decomposition::marginalKl),
        mean(batches, weights, Decomposition::residual),
        Map.of(),
        Optional.empty());
  }

  /** Counts data points, of which those before a batch are done. */
  private static Budget shifted(Budget budget, int from, int rows, int size) {
    return new Budget(
        budget.samplesPerPoint(),
        budget.threads(),
        (done, total) -> budget.progress().progress(from + rows * done / total, size));
  }

  private static Estimate mean(
      List<Decomposition> batches, List<Double> weights, Function<Decomposition, Estimate> term) {
    double mean = 0;
    double variance = 0;
    long samples = 0;
    for (int i = 0; i < batches.size(); i++) {
      Estimate estimate = term.apply(batches.get(i));
      mean += weights.get(i) * estimate.mean();
      variance += Math.pow(weights.get(i) * estimate.standardError(), 2);
      samples += estimate.samples();
    }
    return new Estimate(mean, Math.sqrt(variance), samples);
  }
}
