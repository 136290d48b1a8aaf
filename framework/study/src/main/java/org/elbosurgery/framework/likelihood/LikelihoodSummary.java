package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.EvenRows;
import org.elbosurgery.framework.experiment.Split;

/**
 * A lower bound on the likelihood of data under a run's model without the values of every row, all
 * that a table or a comparison needs.
 *
 * @param run folder of the run
 * @param split the split of whose rows the points are the first
 * @param size N, the number of rows
 * @param rowsSha256 the digest of these rows, as the model sees them
 * @param origin what determines the bounds of these rows
 * @param curve the averages over the rows with 1, 2, 5, 10, ... and last S samples
 * @param effectiveSampleSize of the rows
 * @param paretoShapes of the tails of their weights; empty if not known
 * @param warnings a sentence for each reason to doubt the bound or its errors
 * @param logNormalizerError the standard error of the prior's log normaliser, which the errors of
 *     the averages include; 0 if the normaliser is known
 * @param someBounds the bounds with S samples of all rows, or of {@linkplain EvenRows evenly
 *     spaced} ones
 */
public record LikelihoodSummary(
    Path run,
    Split split,
    int size,
    String rowsSha256,
    BoundsOrigin origin,
    List<BoundEstimate> curve,
    EffectiveSampleSize effectiveSampleSize,
    Optional<ParetoShapes> paretoShapes,
    List<String> warnings,
    double logNormalizerError,
    List<Double> someBounds) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no average, or the bounds are of fewer than two
   *     rows or of more than there are
   */
  public LikelihoodSummary {
    curve = List.copyOf(curve);
    warnings = List.copyOf(warnings);
    someBounds = List.copyOf(someBounds);
    if (curve.isEmpty()) {
      throw new IllegalArgumentException("there is no bound; there is at least one");
    }
    if (someBounds.size() < 2 || someBounds.size() > size) {
      throw new IllegalArgumentException(
          "bounds of %d rows are not those of 2 to %d".formatted(someBounds.size(), size));
    }
  }

  /** Returns the average over the rows with all S samples. */
  public BoundEstimate bound() {
    return curve.get(curve.size() - 1);
  }

  /** Returns S, the largest number of samples of a row. */
  public int samples() {
    return bound().samples();
  }

  /** Returns whether another bound has the same rows and number of samples. */
  public boolean isComparableWith(LikelihoodSummary other) {
    return rowsSha256.equals(other.rowsSha256)
        && samples() == other.samples()
        && origin.untilEss() == other.origin.untilEss();
  }

  /**
   * Returns the difference from another bound on the same rows, with all samples of each. Its
   * standard error is paired: sd over the rows of the difference of their bounds / sqrt(N), where
   * the sd is that over the rows of which both have bounds. The difficulty of a row for both models
   * cancels; the choice of the data and the sampling are counted, and so are the errors of
   * estimated normalisers.
   *
   * @param baseline the bound to subtract
   * @return nats per data point, an estimate from as many rows as both have bounds of
   * @throws IllegalArgumentException if the rows are not the same, or the numbers of samples
   */
  public Estimate minus(LikelihoodSummary baseline) {
    if (!isComparableWith(baseline)) {
      throw new IllegalArgumentException("the bounds are of different rows or numbers of samples");
    }
    double[] differences = differences(baseline);
    return new Estimate(
            bound().estimate().mean() - baseline.bound().estimate().mean(),
            Math.sqrt(StatUtils.variance(differences) / size),
            differences.length)
        .widened(Math.hypot(logNormalizerError, baseline.logNormalizerError));
  }

  private double[] differences(LikelihoodSummary baseline) {
    int count = Math.min(someBounds.size(), baseline.someBounds.size());
    double[] differences = new double[count];
    for (int i = 0; i < count; i++) {
      differences[i] = at(i, count) - baseline.at(i, count);
    }
    return differences;
  }

  /** Returns the bound of the i-th of so many evenly spaced rows. */
  private double at(int i, int count) {
    return someBounds.get(someBounds.size() == count ? i : EvenRows.row(i, count, size));
  }
}
