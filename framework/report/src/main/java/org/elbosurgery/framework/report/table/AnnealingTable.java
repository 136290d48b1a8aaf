package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.annealing.AnnealedRows;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.annealing.AnnealingSettings;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of likelihoods by annealing. */
public final class AnnealingTable {

  private static final int SHARE_DECIMALS = 3;

  private AnnealingTable() {}

  /** What likelihoods must have in common to be averaged over seeds. */
  private record Kind(AnnealedRows rows, int size, AnnealingSettings settings) {}

  /** Returns the table; without rows if no run has a likelihood by annealing. */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<Column> columns = identity.columns("prior");
    List.of("rows", "N", "start", "temperatures", "chains", "error")
        .forEach(heading -> columns.add(new Column(heading)));
    List.of("lower bound", "above importance bound", "upper bound")
        .forEach(heading -> columns.add(Column.measured(heading)));
    List.of("effective chains", "acceptance").forEach(heading -> columns.add(new Column(heading)));
    List<List<Entry>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      byKind(setting).forEach((kind, results) -> rows.add(row(identity, setting, kind, results)));
    }
    return new Table(
        "annealing",
        "Stochastic bounds on log p(x) by annealing, in nats per data point",
        columns,
        rows,
        List.of(
            "SE: one standard error, of the bounds over other chains for the same rows, of what the"
                + " lower bound is above the importance-weighted bound paired by row and over other"
                + " rows. SD: standard deviation over the seeds.",
            "Simulated rows are made by the model itself, so that there is an upper bound, too; they"
                + " are other rows for each model."));
  }

  private static Map<Kind, List<AnnealingResult>> byKind(Setting setting) {
    return setting.annealings().stream()
        .collect(
            Collectors.groupingBy(
                each -> new Kind(each.rows(), each.points().size(), each.settings()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static List<Entry> row(
      Identity identity, Setting setting, Kind kind, List<AnnealingResult> results) {
    List<Entry> cells = new ArrayList<>(identity.cells(setting));
    cells.add(new Entry.Text(kind.rows().label()));
    cells.add(new Entry.Count(kind.size()));
    cells.add(new Entry.Text(kind.settings().start().label()));
    cells.add(new Entry.Count(kind.settings().temperatures()));
    cells.add(new Entry.Count(kind.settings().chains()));
    cells.add(new Entry.Text(Spread.kind(results.size())));
    cells.add(cell(results.stream().map(AnnealingResult::lower).map(Optional::of).toList()));
    cells.add(
        cell(
            results.stream()
                .map(result -> result.gained().map(AnnealingResult.Gained::difference))
                .toList()));
    cells.add(
        cell(
            results.stream()
                .map(result -> result.upper().map(AnnealingResult.Upper::bound))
                .toList()));
    cells.add(average(results.stream().map(AnnealingResult::effectiveSampleSize).toList(), 1));
    cells.add(
        new Entry.Share(
            average(results.stream().map(AnnealingResult::acceptance).toList(), SHARE_DECIMALS)));
    return cells;
  }

  private static Entry cell(List<Optional<Estimate>> estimates) {
    return Spread.cell(Spread.of(estimates.stream().flatMap(Optional::stream).toList()));
  }

  private static Entry.Exact average(List<Double> values, int decimals) {
    return new Entry.Exact(
        values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(), decimals);
  }
}
