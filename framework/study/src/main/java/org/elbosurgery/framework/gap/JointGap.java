package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.comparison.Comparison;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.number.Impossible;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * Finished runs that differ only in the prior with which they were trained, and how far each closes
 * the gap of the run with the standard Gaussian. A better prior often raises the mutual information
 * and the reconstruction rather than lowering the marginal KL, so all terms must be considered.
 *
 * @param comparison the runs' results, with their values per data point if these were kept
 * @param standard the result of the run with the standard Gaussian; empty if there is none
 */
public record JointGap(Comparison comparison, Optional<Result> standard) {

  /**
   * Reads runs together.
   *
   * @param runs at least one; the first is the baseline of the differences
   * @throws ElboException USER if two differ in data or in an option, other than the prior, that
   *     affects a model, naming each difference; or if a file of values per data point or of a
   *     prior is damaged
   */
  public static JointGap of(List<FinishedRun> runs) {
    requireComparable(runs);
    List<Result> results = runs.stream().map(FinishedRun::resultWithPoints).toList();
    return of(new Comparison(results), runs);
  }

  /**
   * Returns the gaps closed of a comparison.
   *
   * @param runs the runs of the comparison's results, in their order
   * @throws ElboException USER if a file of a prior is damaged
   */
  public static JointGap of(Comparison comparison, List<FinishedRun> runs) {
    Optional<Result> standard =
        IntStream.range(0, runs.size())
            .filter(i -> hasStandardPrior(runs.get(i)))
            .mapToObj(comparison.results()::get)
            .findFirst();
    return new JointGap(comparison, standard);
  }

  private static boolean hasStandardPrior(FinishedRun run) {
    return run.prior().filter(DiagonalGaussianMixture::isStandard).isPresent();
  }

  /**
   * Returns runs in groups that can be read together, each run in one group; groups and their runs
   * are in the order of the runs.
   */
  public static List<List<FinishedRun>> groups(List<FinishedRun> runs) {
    return Comparison.groups(runs, FinishedRun::result);
  }

  private static List<String> differences(FinishedRun first, FinishedRun run) {
    List<String> differences = new ArrayList<>();
    if (!run.dataSha256().equals(first.dataSha256())) {
      differences.add("data were SHA-256 " + first.dataSha256() + ", are " + run.dataSha256());
    }
    ExperimentSpec withFirstPrior = run.spec().withPrior(first.spec().model().prior());
    first.spec().materialDifferences(withFirstPrior).forEach(d -> differences.add(d.text()));
    return differences;
  }

  private static void requireComparable(List<FinishedRun> runs) {
    FinishedRun first = runs.get(0);
    Problems problems = Problems.user();
    for (FinishedRun run : runs.subList(1, runs.size())) {
      List<String> differences = differences(first, run);
      if (!differences.isEmpty()) {
        problems.add(
            "%s and %s differ in more than the prior: %s; give runs that differ in the prior alone"
                .formatted(first.path(), run.path(), String.join("; ", differences)));
      }
    }
    problems.requireNone();
  }

  /**
   * Returns the ceiling ELBO + marginal KL, the ELBO of the same encoder and decoder with the best
   * possible prior, on the rows that q(z) is made of. It is computed as reconstruction - mutual
   * information, which are estimated from independent samples, so that their errors add in squares.
   *
   * @return nats; empty if there is no reconstruction
   */
  public static Optional<Estimate> ceiling(Surgery surgery) {
    Estimate information = surgery.terms().mutualInformation();
    return surgery
        .reconstruction()
        .map(
            r ->
                new Estimate(
                    r.mean() - information.mean(),
                    Math.hypot(r.standardError(), information.standardError()),
                    r.samples()));
  }

  /**
   * Returns what forbids to speak of the share of the gap that a result closes, something about the
   * standard Gaussian's or about its own training rows; empty if nothing does.
   */
  public Optional<Finding> forbidding(Result result) {
    return Stream.concat(standard.stream(), Stream.of(result))
        .flatMap(run -> Finding.of(run.train()).stream())
        .filter(Finding::forbidsShares)
        .findFirst();
  }

  /** Returns whether one of the runs has the standard Gaussian, and another may close its gap. */
  public boolean isOfGap() {
    return standard.isPresent() && comparison.results().size() > 1;
  }

  /**
   * Returns a sentence for each {@linkplain Impossible impossible} gap closed; {@link
   * Result#warnings} has the sentences on the results themselves.
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Result result : comparison.results()) {
      for (Split split : Split.values()) {
        gapClosed(result, split)
            .flatMap(
                closed ->
                    Impossible.aboveAll(
                        split.label()
                            + ": gap closed by prior "
                            + result.provenance().spec().model().prior(),
                        closed,
                        "no prior can close more than the whole gap"))
            .ifPresent(warnings::add);
      }
    }
    return warnings;
  }

  /**
   * Returns the share of the gap that a result closes.
   *
   * @param result one of the results
   * @param split the rows
   * @return exactly 0 for the standard Gaussian itself; empty if no run has it, if there are no
   *     such rows, or if {@link GapClosed#of} is empty
   */
  public Optional<Estimate> gapClosed(Result result, Split split) {
    Optional<Surgery> surgery = result.surgery(split);
    if (standard.equals(Optional.of(result))) {
      return surgery.map(own -> Estimate.exact(0));
    }
    return standard
        .flatMap(s -> s.surgery(split))
        .flatMap(s -> surgery.flatMap(own -> GapClosed.of(s, own)));
  }
}
