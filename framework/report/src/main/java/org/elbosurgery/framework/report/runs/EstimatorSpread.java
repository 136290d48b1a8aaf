package org.elbosurgery.framework.report.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.surgery.EstimatorComparison;
import org.elbosurgery.framework.surgery.EstimatorComparison.Row;

/**
 * What one estimator says of the runs of a setting, beside what the exact one says of each.
 *
 * @param ofRuns run by run, at least one
 */
public record EstimatorSpread(List<OfRun> ofRuns) {

  /**
   * What it says of one run.
   *
   * @param size N
   * @param row its terms
   * @param exact those of the exact one
   */
  public record OfRun(int size, Row row, Row exact) {

    private static Stream<OfRun> all(EstimatorComparison comparison) {
      Row exact = comparison.exact();
      return Stream.concat(Stream.of(exact), comparison.others().stream())
          .map(row -> new OfRun(comparison.size(), row, exact));
    }
  }

  /**
   * Returns the estimators that were kept with the runs of a setting, the exact one first.
   *
   * @param split whose codes they took
   */
  public static List<EstimatorSpread> of(Setting setting, Split split) {
    Map<String, List<OfRun>> byName =
        setting.estimators(split).stream()
            .flatMap(OfRun::all)
            .collect(
                Collectors.groupingBy(
                    each -> each.row().estimator(), LinkedHashMap::new, Collectors.toList()));
    return byName.values().stream().map(EstimatorSpread::new).toList();
  }

  private OfRun first() {
    return ofRuns.get(0);
  }

  /** Returns the name of the estimator with its options. */
  public String name() {
    return first().row().estimator();
  }

  /** Returns whether it is the exact one. */
  public boolean isExact() {
    return name().equals(EstimatorComparison.EXACT);
  }

  /** Returns what its mutual information is. */
  public InformationBound bound() {
    return first().row().terms().bound();
  }

  /** Returns N of the first run; the runs of a setting have the same rows. */
  public int size() {
    return first().size();
  }

  /** Returns the number of runs. */
  public int runs() {
    return ofRuns.size();
  }

  /** Returns a term over the runs. */
  public Spread value(Function<Row, Estimate> term) {
    return Spread.of(ofRuns.stream().map(OfRun::row).map(term).toList()).orElseThrow();
  }

  /** Returns the difference of a term from the exact one, over the runs. */
  public Spread minusExact(BiFunction<Row, Row, Estimate> difference) {
    return Spread.of(
            ofRuns.stream().map(each -> difference.apply(each.row(), each.exact())).toList())
        .orElseThrow();
  }
}
