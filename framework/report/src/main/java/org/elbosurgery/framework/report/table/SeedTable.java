package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.Findings;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/**
 * The table of what other seeds would give: the gap closed as a mean over seeds with an interval.
 */
public final class SeedTable {

  private static final int DECIMALS = 3;

  private SeedTable() {}

  /**
   * Returns the table, with a row for each setting and split that has a gap closed; without rows if
   * none has several seeds.
   */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<Column> columns = identity.columns("prior");
    List.of("split", "seeds", "gap closed", "from", "to", "lowest", "highest", "data error")
        .forEach(heading -> columns.add(new Column(heading)));
    Comparisons comparisons = new Comparisons(settings);
    Findings findings = new Findings(settings);
    List<List<Entry>> rows = new ArrayList<>();
    boolean several = false;
    for (Split split : Split.values()) {
      for (Setting setting : settings.all()) {
        List<Estimate> shares = comparisons.gapsClosed(setting, split);
        if (!shares.isEmpty() && findings.forbidding(setting).isEmpty()) {
          several |= shares.size() > 1;
          rows.add(row(identity, setting, split, shares));
        }
      }
    }
    return new Table(
        "seeds",
        "The gap closed over seeds",
        columns,
        several ? rows : List.of(),
        List.of(
            "Each seed is one training with the prior and one with the standard Gaussian, which give"
                + " one gap closed; the seeds are the unit of replication. From, to: 95 % interval of"
                + " the mean over all seeds, by Student's t with one degree of freedom less than there"
                + " are seeds; it holds for gaps that are about normal over seeds. It covers what"
                + " another training would give on these data, not other data.",
            "Data error: what other rows would change for the trained models, as one standard error, the"
                + " mean of those of the seeds. All seeds have the same rows, so that it does not get"
                + " smaller with more seeds; that of their mean is at most as large.",
            "Of one seed nothing can be said of other seeds, so it has no interval."));
  }

  private static List<Entry> row(
      Identity identity, Setting setting, Split split, List<Estimate> shares) {
    Spread closed = Spread.of(shares).orElseThrow();
    List<Entry> cells = identity.cells(setting);
    cells.add(new Entry.Text(split.label()));
    cells.add(new Entry.Count(shares.size()));
    cells.add(share(closed.value()));
    if (closed.interval().isPresent()) {
      double reach = closed.interval().getAsDouble();
      cells.add(share(closed.value() - reach));
      cells.add(share(closed.value() + reach));
    } else {
      cells.add(Entry.missing());
      cells.add(Entry.missing());
    }
    cells.add(share(shares.stream().mapToDouble(Estimate::mean).min().orElseThrow()));
    cells.add(share(shares.stream().mapToDouble(Estimate::mean).max().orElseThrow()));
    cells.add(share(shares.stream().mapToDouble(Estimate::standardError).average().orElseThrow()));
    return cells;
  }

  private static Entry share(double value) {
    return new Entry.Share(new Entry.Exact(value, DECIMALS));
  }
}
