package org.elbosurgery.framework.surgery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/**
 * What several estimators say of the same posteriors and prior, beside the exact terms.
 *
 * @param size N
 * @param dimensions d
 * @param exact the terms of {@link ExactEstimator}
 * @param others those of the others, in their order
 * @param refusals a sentence for each estimator that cannot take these posteriors
 */
public record EstimatorComparison(
    int size, int dimensions, Row exact, List<Row> others, List<String> refusals) {

  /** The name of the exact estimator. */
  public static final String EXACT = "exact";

  /** Copies the lists. */
  public EstimatorComparison {
    others = List.copyOf(others);
    refusals = List.copyOf(refusals);
  }

  /**
   * What one estimator says.
   *
   * @param estimator its name with its options
   * @param terms the terms
   * @param seconds the time that it took
   */
  public record Row(String estimator, Decomposition terms, double seconds) {

    /**
     * Returns how much its mutual information is above that of another, with independent errors.
     */
    public Estimate informationAbove(Row other) {
      return PosteriorPoints.sum(terms.mutualInformation(), -1, other.terms().mutualInformation());
    }

    /** Returns how much its marginal KL is above that of another, with independent errors. */
    public Estimate marginalKlAbove(Row other) {
      return PosteriorPoints.sum(terms.marginalKl(), -1, other.terms().marginalKl());
    }
  }

  /**
   * Returns this comparison with the estimators of an earlier one of the same posteriors that are
   * not in it, before its own.
   */
  public EstimatorComparison and(EstimatorComparison earlier) {
    Map<String, Row> rows = new LinkedHashMap<>();
    earlier.others.forEach(row -> rows.put(row.estimator(), row));
    others.forEach(row -> rows.put(row.estimator(), row));
    Set<String> sentences = new LinkedHashSet<>(earlier.refusals);
    sentences.addAll(refusals);
    return new EstimatorComparison(
        size, dimensions, exact, List.copyOf(rows.values()), List.copyOf(sentences));
  }

  /** Receives the progress of the estimators. */
  @FunctionalInterface
  public interface Listener {

    /** Receives that an estimator has done some of all its work. */
    void advanced(String estimator, long done, long total);
  }

  /** Returns a difference in units of its standard error; empty if it has none. */
  public static Optional<Double> inErrors(Estimate difference) {
    return difference.standardError() > 0
        ? Optional.of(difference.mean() / difference.standardError())
        : Optional.empty();
  }

  /** Returns in words what a term is, such as "a lower bound". */
  public static String kind(InformationBound bound) {
    return switch (bound) {
      case NONE -> "a value";
      case LOWER -> "a lower bound";
      case UPPER -> "an upper bound";
      case BIASED -> "biased";
    };
  }

  /**
   * Estimates the terms by each estimator. The exact one is given the stream that a surgery gives
   * its estimator, so that its terms are those of the surgery; the others have streams of their
   * own.
   *
   * @param posteriors the posteriors
   * @param prior the prior
   * @param others the others by name, in their order
   * @param budget of each estimator; its progress listener is not called
   * @param random the stream of the surgery
   * @param listener receives the progress
   * @throws ElboException PLUGIN or NUMERIC if an estimator or the prior fails; USER if the exact
   *     estimator cannot take the posteriors
   */
  public static EstimatorComparison of(
      Posteriors posteriors,
      Distribution prior,
      Map<String, Estimator> others,
      Budget budget,
      RandomStream random,
      Listener listener) {
    Case one = new Case(posteriors, prior, budget, listener);
    // The first call to ND4J takes seconds, which are no estimator's.
    new CheckedEstimator(new ExactEstimator()).tryOut(posteriors.dimensions());
    Row exact = one.row(EXACT, new ExactEstimator(), random.named("estimator"));
    List<Row> rows = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    others.forEach(
        (name, estimator) -> {
          try {
            rows.add(one.row(name, estimator, random.named("estimators").named(name)));
          } catch (ElboException e) {
            if (e.category() != ElboException.Category.USER) {
              throw e;
            }
            e.problems().forEach(problem -> refusals.add(name + ": " + problem));
          }
        });
    return new EstimatorComparison(
        posteriors.size(), posteriors.dimensions(), exact, rows, refusals);
  }

  /** What every estimator is given. */
  private record Case(Posteriors posteriors, Distribution prior, Budget budget, Listener listener) {

    Row row(String name, Estimator estimator, RandomStream random) {
      Budget watched =
          new Budget(
              budget.samplesPerPoint(),
              budget.threads(),
              (done, total) -> listener.advanced(name, done, total));
      long start = System.nanoTime();
      Decomposition terms =
          new CheckedEstimator(estimator).estimate(posteriors, prior, watched, random);
      return new Row(name, terms, (System.nanoTime() - start) / 1e9);
    }
  }
}
