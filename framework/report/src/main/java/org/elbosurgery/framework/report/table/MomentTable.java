package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.gap.LatentDimension;
import org.elbosurgery.framework.report.runs.MomentPart;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of how each aggregate posterior differs from the standard Gaussian. */
public final class MomentTable {

  private MomentTable() {}

  /** Returns the table; without rows if no run has a gap analysis. */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<Column> columns =
        identity.columns(settings.codes().isEmpty() ? "encoder trained with" : "model");
    columns.add(new Column("error"));
    for (MomentPart part : MomentPart.values()) {
      columns.add(Column.measured(part.label()));
    }
    columns.add(Column.measured("total correlation"));
    columns.add(Column.measured("dimensions in use"));
    List<List<Entry>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      if (!setting.gaps().isEmpty()) {
        rows.add(row(identity, setting));
      }
    }
    return new Table(
        "moments",
        "The standard Gaussian's marginal KL of each encoder, in nats per data point",
        columns,
        rows,
        List.of(
            "Its parts say what is wrong with q(z): mean, variance and correlation are what a Gaussian prior with learned mean and full"
                + " covariance would close; the negentropy takes a prior that is no Gaussian.",
            "A dimension is in use if its capacity, 1/2 log(1 + variance of the posterior means / mean posterior variance), is above "
                + LatentDimension.IN_USE
                + " nats.",
            "SE: one standard error, from the sampling of z; what has none is exact for these"
                + " codes. SD: standard deviation over the seeds."));
  }

  private static List<Entry> row(Identity identity, Setting setting) {
    List<KeptGap> gaps = setting.gaps();
    List<Entry> cells = new ArrayList<>(identity.cells(setting));
    cells.add(new Entry.Text(Spread.kind(gaps.size())));
    for (MomentPart part : MomentPart.values()) {
      cells.add(Spread.cell(part.spread(gaps)));
    }
    cells.add(
        Spread.cell(
            Spread.of(gaps.stream().map(gap -> gap.dimensions().totalCorrelation()).toList())));
    cells.add(inUse(gaps));
    return cells;
  }

  private static Entry inUse(List<KeptGap> gaps) {
    List<Integer> counts = gaps.stream().map(gap -> gap.dimensions().inUse()).toList();
    return counts.stream().distinct().count() == 1
        ? new Entry.Count(counts.get(0))
        : Spread.cell(Spread.of(counts.stream().map(Estimate::exact).toList()));
  }
}
