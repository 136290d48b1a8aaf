package org.elbosurgery.framework.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.option.Difference;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The results of experiments that differ only in the prior.
 *
 * @param results one for each prior; the first is the baseline of the differences
 */
public record Comparison(List<Result> results) {

  /**
   * Copies the results.
   *
   * @throws IllegalArgumentException if there are none, or two differ in data or in an option other
   *     than the prior
   */
  public Comparison {
    results = List.copyOf(results);
    if (results.isEmpty()) {
      throw new IllegalArgumentException("no results to compare");
    }
    for (Result result : results) {
      List<Difference> differences = differences(results.get(0), result);
      if (!differences.isEmpty() || !haveSameData(results.get(0), result)) {
        throw new IllegalArgumentException(
            "results to compare differ in the prior alone, not in data or options "
                + differences.stream().map(Difference::text).toList());
      }
    }
  }

  private static List<Difference> differences(Result first, Result other) {
    ExperimentSpec spec = first.provenance().spec();
    return spec.materialDifferences(other.provenance().spec().withPrior(spec.model().prior()));
  }

  private static boolean haveSameData(Result first, Result other) {
    return other.provenance().dataSha256().equals(first.provenance().dataSha256());
  }

  /**
   * Returns things in groups whose results can be compared, each in one group; groups and what is
   * in them are in the given order.
   *
   * @param result the result of a thing
   */
  public static <T> List<List<T>> groups(List<T> things, Function<T, Result> result) {
    List<List<T>> groups = new ArrayList<>();
    for (T thing : things) {
      Result own = result.apply(thing);
      groups.stream()
          .filter(group -> haveSameData(result.apply(group.get(0)), own))
          .filter(group -> differences(result.apply(group.get(0)), own).isEmpty())
          .findFirst()
          .orElseGet(
              () -> {
                groups.add(new ArrayList<>());
                return groups.get(groups.size() - 1);
              })
          .add(thing);
    }
    return groups;
  }

  /** Returns the result with which the others are compared. */
  public Result baseline() {
    return results.get(0);
  }

  /**
   * Returns a result's prior with its number from 1, such as {@code 2-mixture}, which is the name
   * of its folder in a comparison's.
   *
   * @param result one of the results
   */
  public String label(Result result) {
    return (results.indexOf(result) + 1) + "-" + result.provenance().spec().model().prior().name();
  }

  /**
   * Returns the differences between the terms of a result and the baseline, each with the standard
   * error of the difference paired by data point: sd over the points of the difference of their
   * values / sqrt(N). Unlike the standard error of an estimate, it also counts how much another
   * data set of this size would change the difference.
   *
   * @param result one of the results
   * @param split the rows
   * @return differences in nats by term; terms without a difference are absent
   */
  public Map<Term, Estimate> differences(Result result, Split split) {
    Map<Term, Estimate> differences = new EnumMap<>(Term.class);
    Optional<Surgery> surgery = result.surgery(split);
    Optional<Surgery> other = baseline().surgery(split);
    if (surgery.isPresent() && other.isPresent()) {
      for (Term term : Term.values()) {
        PairedDifference.of(term, other.get(), surgery.get())
            .ifPresent(difference -> differences.put(term, difference));
      }
    }
    return Collections.unmodifiableMap(differences);
  }
}
