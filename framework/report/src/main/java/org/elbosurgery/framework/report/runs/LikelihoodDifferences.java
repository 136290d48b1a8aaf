package org.elbosurgery.framework.report.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.annealing.AnnealedRows;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.likelihood.LikelihoodSummary;

/**
 * How the likelihoods of each setting differ from those of the standard Gaussian, of runs with the
 * same seed on the same rows.
 */
public final class LikelihoodDifferences {

  private final Settings settings;

  public LikelihoodDifferences(Settings settings) {
    this.settings = settings;
  }

  /**
   * What differences must have in common to be averaged over seeds.
   *
   * @param rows of which the likelihoods are
   * @param size the number of rows
   * @param by the method, with its settings
   */
  public record Kind(String rows, int size, String by) {}

  /** Returns the paired differences of the runs of a setting; none for the standard Gaussian. */
  public Map<Kind, List<Estimate>> of(Setting setting) {
    Map<Kind, List<Estimate>> differences = new LinkedHashMap<>();
    Optional<Setting> baseline = settings.baseline(setting);
    if (setting.hasStandardGaussian() || baseline.isEmpty()) {
      return differences;
    }
    for (ReportedRun run : setting.runs()) {
      baseline.get().runs().stream()
          .filter(other -> other.seed() == run.seed())
          .forEach(other -> add(differences, run, other));
    }
    return differences;
  }

  private static void add(
      Map<Kind, List<Estimate>> differences, ReportedRun run, ReportedRun baseline) {
    for (LikelihoodSummary result : run.likelihoods()) {
      baseline.likelihoods().stream()
          .filter(result::isComparableWith)
          .findFirst()
          .ifPresent(
              other ->
                  put(
                      differences,
                      new Kind(
                          result.split().label(), result.size(), "importance, " + result.samples()),
                      result.minus(other)));
    }
    for (AnnealingResult result : run.annealings()) {
      baseline.annealings().stream()
          .filter(other -> isComparable(result, other))
          .findFirst()
          .ifPresent(
              other ->
                  put(
                      differences,
                      new Kind(
                          result.rows().label(),
                          result.points().size(),
                          "annealing, " + result.settings().words()),
                      result.minus(other)));
    }
  }

  private static boolean isComparable(AnnealingResult one, AnnealingResult other) {
    return one.rows() != AnnealedRows.SIMULATED
        && one.rowsSha256().equals(other.rowsSha256())
        && one.points().size() == other.points().size()
        && one.settings().equals(other.settings());
  }

  private static void put(Map<Kind, List<Estimate>> differences, Kind kind, Estimate difference) {
    differences.computeIfAbsent(kind, any -> new ArrayList<>()).add(difference);
  }
}
