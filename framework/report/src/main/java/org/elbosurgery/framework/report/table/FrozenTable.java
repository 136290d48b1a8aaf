package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.report.runs.FrozenGap;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.table.ClosedColumns.Closed;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of priors compared with the codes of frozen encoders. */
public final class FrozenTable {

  private FrozenTable() {}

  /** Returns the table; without rows if no run has a gap analysis. */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<FrozenGap> gaps = FrozenGap.of(settings);
    ClosedColumns closed =
        ClosedColumns.of(
            gaps.stream().map(gap -> new Closed(gap.marginalKl().runs(), gap.closed())).toList());
    List<Column> columns =
        identity.columns(settings.codes().isEmpty() ? "encoder trained with" : "model");
    List.of("prior", "from", "split", "error").forEach(heading -> columns.add(new Column(heading)));
    columns.add(Column.measured("marginal KL"));
    columns.addAll(closed.columns());
    return new Table(
        "frozen",
        "Priors held against the codes of a frozen encoder, in nats per data point",
        columns,
        gaps.stream().map(gap -> row(identity, gap, closed)).toList(),
        List.of(
            "Fitted: to the training codes by maximum likelihood, the encoder as it is. Gap closed:"
                + " 1 - marginal KL / marginal KL of the standard Gaussian, on the same samples of"
                + " z.",
            "Codes that were trained with another prior need not lie where the standard Gaussian"
                + " does: there hold the marginal KL against the negentropy, which is what the best"
                + " Gaussian leaves.",
            "SE: one standard error, from the sampling of z. SD: standard deviation over the seeds,"
                + " each with an encoder of its own."));
  }

  private static List<Entry> row(Identity identity, FrozenGap gap, ClosedColumns closed) {
    List<Entry> cells = new ArrayList<>(identity.cells(gap.setting()));
    cells.add(new Entry.Text(gap.prior()));
    cells.add(new Entry.Text(gap.origin()));
    cells.add(new Entry.Text(gap.split().label()));
    cells.add(new Entry.Text(gap.marginalKl().kind()));
    cells.add(gap.marginalKl().cell());
    cells.addAll(closed.cells(gap.closed()));
    return cells;
  }
}
