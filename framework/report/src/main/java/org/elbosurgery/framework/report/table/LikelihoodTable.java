package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.likelihood.EffectiveSampleSize;
import org.elbosurgery.framework.likelihood.LikelihoodSummary;
import org.elbosurgery.framework.likelihood.ParetoShapes;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of importance-weighted bounds on the likelihood. */
public final class LikelihoodTable {

  private LikelihoodTable() {}

  /** What bounds must have in common to be averaged over seeds. */
  private record Kind(Split split, int size, int samples) {}

  /** Returns the table; without rows if no run has a bound. */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<Column> columns = identity.columns("prior");
    List.of("split", "N", "importance samples", "error")
        .forEach(heading -> columns.add(new Column(heading)));
    columns.add(Column.measured("bound"));
    List.of(
            "effective sample size",
            "rows with fewer than " + EffectiveSampleSize.SMALL,
            "rows with k > " + ParetoShapes.DOUBTFUL)
        .forEach(heading -> columns.add(new Column(heading)));
    List<List<Entry>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      byKind(setting).forEach((kind, results) -> rows.add(row(identity, setting, kind, results)));
    }
    return new Table(
        "likelihood",
        "Importance-weighted bounds on log p(x), in nats per data point",
        columns,
        rows,
        List.of(
            "SE: one standard error, from the sampling of z. SD: standard deviation over the"
                + " seeds.",
            "Rows with fewer than "
                + EffectiveSampleSize.SMALL
                + ": whose effective sample size is below that, so that their bound depends on a few"
                + " samples.",
            "k: the Pareto shape of the largest importance weights of a row; above 0.7 the bound of"
                + " that row is not to be trusted to be close."));
  }

  private static Map<Kind, List<LikelihoodSummary>> byKind(Setting setting) {
    return setting.likelihoods().stream()
        .collect(
            Collectors.groupingBy(
                each -> new Kind(each.split(), each.size(), each.samples()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** Returns the share of rows whose weights have too heavy a tail; missing if it is not known. */
  private static Entry doubtful(List<LikelihoodSummary> results) {
    if (results.stream().anyMatch(result -> result.paretoShapes().isEmpty())) {
      return Entry.missing();
    }
    double share =
        results.stream()
            .mapToDouble(r -> (double) r.paretoShapes().orElseThrow().doubtful() / r.size())
            .average()
            .orElseThrow();
    return new Entry.Share(new Entry.Exact(share, 3));
  }

  private static List<Entry> row(
      Identity identity, Setting setting, Kind kind, List<LikelihoodSummary> results) {
    List<Entry> cells = new ArrayList<>(identity.cells(setting));
    cells.add(new Entry.Text(kind.split().label()));
    cells.add(new Entry.Count(kind.size()));
    cells.add(new Entry.Count(kind.samples()));
    cells.add(new Entry.Text(Spread.kind(results.size())));
    cells.add(Spread.cell(Spread.of(results.stream().map(r -> r.bound().estimate()).toList())));
    double effective =
        results.stream().mapToDouble(r -> r.effectiveSampleSize().mean()).average().orElseThrow();
    cells.add(new Entry.Exact(effective, 1));
    double few =
        results.stream()
            .mapToDouble(r -> (double) r.effectiveSampleSize().small() / r.size())
            .average()
            .orElseThrow();
    cells.add(new Entry.Share(new Entry.Exact(few, 3)));
    cells.add(doubtful(results));
    return cells;
  }
}
