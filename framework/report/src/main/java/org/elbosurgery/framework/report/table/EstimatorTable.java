package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.report.runs.EstimatorSpread;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.surgery.EstimatorComparison;
import org.elbosurgery.framework.surgery.EstimatorComparison.Row;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of what other estimators say of the codes of runs, beside the exact terms. */
public final class EstimatorTable {

  private EstimatorTable() {}

  /** Returns the table; without rows if no run has a comparison of estimators. */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<Column> columns = identity.columns("prior");
    List.of("split", "N", "estimator", "it is", "error")
        .forEach(heading -> columns.add(new Column(heading)));
    List.of(
            "mutual information",
            "mutual information minus exact",
            "marginal KL",
            "marginal KL minus exact")
        .forEach(heading -> columns.add(Column.measured(heading)));
    List<List<Entry>> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      for (Setting setting : settings.all()) {
        for (EstimatorSpread each : EstimatorSpread.of(setting, split)) {
          rows.add(row(identity.cells(setting), split, each));
        }
      }
    }
    return new Table(
        "estimators",
        "What other estimators say of the same codes, in nats per data point",
        columns,
        rows,
        List.of(
            "The terms are those that each estimator gives for the same trained models. It is: what the"
                + " mutual information of the estimator is; the marginal KL is the opposite bound.",
            "SE: one standard error, from the sampling of z; a difference has the errors of both."
                + " SD: standard deviation over the seeds."));
  }

  private static List<Entry> row(List<Entry> identity, Split split, EstimatorSpread estimator) {
    List<Entry> cells = new ArrayList<>(identity);
    cells.add(new Entry.Text(split.label()));
    cells.add(new Entry.Count(estimator.size()));
    cells.add(new Entry.Text(estimator.name()));
    cells.add(new Entry.Text(EstimatorComparison.kind(estimator.bound())));
    cells.add(new Entry.Text(Spread.kind(estimator.runs())));
    cells.add(value(estimator, row -> row.terms().mutualInformation()));
    cells.add(difference(estimator, Row::informationAbove));
    cells.add(value(estimator, row -> row.terms().marginalKl()));
    cells.add(difference(estimator, Row::marginalKlAbove));
    return cells;
  }

  private static Entry value(EstimatorSpread estimator, Function<Row, Estimate> term) {
    return estimator.value(term).cell();
  }

  private static Entry difference(
      EstimatorSpread estimator, BiFunction<Row, Row, Estimate> difference) {
    return estimator.isExact() ? Entry.missing() : estimator.minusExact(difference).cell();
  }
}
