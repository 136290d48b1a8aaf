package org.elbosurgery.framework.codes;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.comparison.PairedDifference;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * Models that were trained anywhere, compared by their codes.
 *
 * @param results one for each model; the first is the baseline of the differences
 */
public record CodesComparison(List<CodesResult> results) {

  /**
   * Copies the results.
   *
   * @throws IllegalArgumentException if there are none
   */
  public CodesComparison {
    results = List.copyOf(results);
    if (results.isEmpty()) {
      throw new IllegalArgumentException("no results to compare");
    }
  }

  /** Returns the result with which the others are compared. */
  public CodesResult baseline() {
    return results.get(0);
  }

  /**
   * Returns whether a result is compared with the baseline row by row, which is so if both have as
   * many rows: these are taken to be the same data in the same order. If they are not, the error of
   * a difference is as great as without pairs, in expectation.
   */
  public boolean isPaired(CodesResult result, Split split) {
    return result
        .surgery(split)
        .map(Surgery::size)
        .equals(baseline().surgery(split).map(Surgery::size));
  }

  /**
   * Returns the differences between the terms of a result and the baseline. The standard error also
   * counts how much other data would change the difference: it is that of {@link PairedDifference},
   * or, without pairs, of the two standard deviations over the points / sqrt(N), added in squares,
   * with the same errors that the values per point know nothing of.
   *
   * @return differences in nats by term; terms without values per point are absent
   */
  public Map<Term, Estimate> differences(CodesResult result, Split split) {
    Map<Term, Estimate> differences = new EnumMap<>(Term.class);
    Optional<Surgery> other = baseline().surgery(split);
    for (Term term : Term.values()) {
      result
          .surgery(split)
          .flatMap(
              surgery ->
                  other.flatMap(
                      from ->
                          isPaired(result, split)
                              ? PairedDifference.of(term, from, surgery)
                              : unpaired(term, from, surgery)))
          .ifPresent(difference -> differences.put(term, difference));
    }
    return Collections.unmodifiableMap(differences);
  }

  private static Optional<Estimate> unpaired(Term term, Surgery baseline, Surgery surgery) {
    Optional<Estimate> from = ofPopulation(term, baseline);
    return ofPopulation(term, surgery)
        .flatMap(
            own ->
                from.map(
                    other ->
                        new Estimate(
                            own.mean() - other.mean(),
                            Math.hypot(own.standardError(), other.standardError()),
                            own.samples() + other.samples())));
  }

  /** Returns a term with an error that also counts the choice of the data points. */
  private static Optional<Estimate> ofPopulation(Term term, Surgery surgery) {
    return term.values(surgery)
        .filter(values -> values.length > 1)
        .map(
            values -> {
              double error = Math.sqrt(StatUtils.variance(values) / surgery.size());
              Estimate given =
                  new Estimate(term.estimate(surgery).orElseThrow().mean(), error, values.length);
              return given.widened(term.errorBesidePoints(surgery));
            });
  }
}
