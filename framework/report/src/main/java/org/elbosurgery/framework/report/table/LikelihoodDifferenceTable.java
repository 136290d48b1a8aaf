package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.report.runs.LikelihoodDifferences;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of how likelihoods differ from those with the standard Gaussian prior. */
public final class LikelihoodDifferenceTable {

  private LikelihoodDifferenceTable() {}

  /** Returns the table; without rows if nothing can be compared. */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<Column> columns = identity.columns("prior");
    List.of("rows", "N", "by", "error").forEach(heading -> columns.add(new Column(heading)));
    columns.add(Column.measured("difference"));
    LikelihoodDifferences differences = new LikelihoodDifferences(settings);
    List<List<Entry>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      differences
          .of(setting)
          .forEach(
              (kind, estimates) -> {
                Spread spread = Spread.of(estimates).orElseThrow();
                List<Entry> cells = new ArrayList<>(identity.cells(setting));
                cells.add(new Entry.Text(kind.rows()));
                cells.add(new Entry.Count(kind.size()));
                cells.add(new Entry.Text(kind.by()));
                cells.add(new Entry.Text(spread.kind()));
                cells.add(new Entry.Difference(spread.value(), spread.reach()));
                rows.add(cells);
              });
    }
    return new Table(
        "likelihood-differences",
        "Bounds on log p(x) less the standard Gaussian's, in nats per data point",
        columns,
        rows,
        List.of(
            "Each prior is compared with the standard Gaussian of the same latent size, options and"
                + " seed.",
            "SE: one standard error of the difference paired by data point, which counts what another"
                + " data set of this size would change, for these trained models. SD: standard"
                + " deviation over the seeds.",
            "Two lower bounds need not be equally far from log p(x): where their rows have warnings,"
                + " the difference is that of the bounds, not of the likelihoods."));
  }
}
