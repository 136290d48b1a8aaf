package org.elbosurgery.framework.report.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.surgery.EstimatorComparison;
import org.elbosurgery.framework.surgery.EstimatorComparison.Row;

/**
 * What one estimator says of the runs of a setting, beside what the exact one says of each.
 *
 * @param size N
 * @param rows what it says, run by run
 * @param exact what the exact one says of the same runs
 */
public record EstimatorSpread(int size, List<Row> rows, List<Row> exact) {

  /**
   * Returns the estimators that were kept with the runs of a setting, the exact one first.
   *
   * @param split whose codes they took
   */
  public static List<EstimatorSpread> of(Setting setting, Split split) {
    Map<String, EstimatorSpread> byName = new LinkedHashMap<>();
    for (EstimatorComparison comparison : setting.estimators(split)) {
      add(comparison.exact(), comparison, byName);
      comparison.others().forEach(row -> add(row, comparison, byName));
    }
    return List.copyOf(byName.values());
  }

  private static void add(
      Row row, EstimatorComparison comparison, Map<String, EstimatorSpread> byName) {
    EstimatorSpread spread =
        byName.computeIfAbsent(
            row.estimator(),
            any -> new EstimatorSpread(comparison.size(), new ArrayList<>(), new ArrayList<>()));
    spread.rows.add(row);
    spread.exact.add(comparison.exact());
  }

  /** Returns the name of the estimator with its options. */
  public String name() {
    return rows.get(0).estimator();
  }

  /** Returns whether it is the exact one. */
  public boolean isExact() {
    return name().equals(EstimatorComparison.EXACT);
  }

  /** Returns what its mutual information is. */
  public InformationBound bound() {
    return rows.get(0).terms().bound();
  }

  /** Returns the number of runs. */
  public int runs() {
    return rows.size();
  }

  /** Returns a term over the runs. */
  public Spread value(Function<Row, Estimate> term) {
    return Spread.of(rows.stream().map(term).toList()).orElseThrow();
  }

  /** Returns the difference of a term from the exact one, over the runs. */
  public Spread minusExact(BiFunction<Row, Row, Estimate> difference) {
    List<Estimate> differences = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      differences.add(difference.apply(rows.get(i), exact.get(i)));
    }
    return Spread.of(differences).orElseThrow();
  }
}
