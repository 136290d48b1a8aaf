package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/**
 * The differences between the terms of each prior and those of the standard Gaussian, and their
 * significance.
 */
public final class DifferenceTables {

  private static final double LEVEL = 0.05;

  private final Identity identity;
  private final List<Difference> differences = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /** One row of the table: a setting on a split, and the kind of error in its cells. */
  private record Row(Setting setting, Split split, String error, List<Entry> terms) {}

  /** One difference and its test. */
  private record Difference(Setting setting, Split split, Term term, Significance significance) {

    String words() {
      return term.label() + " of " + setting.label() + " (" + split.label() + ")";
    }
  }

  public DifferenceTables(Settings settings) {
    identity = new Identity(settings);
    Comparisons comparisons = new Comparisons(settings);
    for (Split split : Split.values()) {
      for (Setting setting : settings.all()) {
        add(comparisons, setting, split);
      }
    }
  }

  private void add(Comparisons comparisons, Setting setting, Split split) {
    List<Entry> cells = new ArrayList<>();
    int pairs = 0;
    for (Term term : Term.values()) {
      List<Estimate> all = comparisons.differences(setting, split, term);
      cells.add(
          Spread.of(all)
              .<Entry>map(spread -> new Entry.Difference(spread.value(), spread.reach()))
              .orElse(Entry.missing()));
      if (!all.isEmpty()) {
        pairs = all.size();
        differences.add(new Difference(setting, split, term, Significance.of(all)));
      }
    }
    if (pairs > 0) {
      rows.add(new Row(setting, split, Spread.kind(pairs), cells));
    }
  }

  /** Returns the tables; none if nothing can be compared. */
  public List<Table> tables() {
    return tables(Optional.empty());
  }

  /**
   * Returns the tables for a reader who is shown the rows of one split. They have all rows, and p
   * for all of them together, but what is said of their significance is of that split.
   *
   * @param shown the split; empty for all
   */
  public List<Table> tables(Optional<Split> shown) {
    return differences.isEmpty() ? List.of() : List.of(values(shown), tests(shown));
  }

  private static boolean isShown(Difference difference, Optional<Split> shown) {
    return shown.isEmpty() || shown.get() == difference.split();
  }

  private boolean isWhole(Optional<Split> shown) {
    return differences.stream().allMatch(each -> isShown(each, shown));
  }

  private Table values(Optional<Split> shown) {
    List<Column> columns = identity.columns("prior");
    columns.add(new Column("split"));
    columns.add(new Column("error"));
    for (Term term : Term.values()) {
      columns.add(Column.measured(term.label()));
    }
    List<List<Entry>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<Entry> each = identity.cells(row.setting());
      each.add(new Entry.Text(row.split().label()));
      each.add(new Entry.Text(row.error()));
      each.addAll(row.terms());
      cells.add(each);
    }
    return new Table(
        "differences",
        "Differences from the standard Gaussian prior, in nats per data point",
        columns,
        cells,
        List.of(
            "Each prior is compared with the standard Gaussian of the same latent size, options and"
                + " seed.",
            "SE: one standard error of the difference paired by data point, which counts what"
                + " another data set of this size would change, for these trained models; on the"
                + " rows that they were fitted to it says nothing of other rows. SD: standard"
                + " deviation over the seeds.",
            significance(shown),
            "Of one run each, a difference is one between these two trained models (z); only"
                + " several seeds say what other trainings of the same priors would give (t)."));
  }

  /**
   * Returns a sentence on which of the differences shown are significant, or on which are not,
   * whichever is shorter.
   */
  private String significance(Optional<Split> shown) {
    List<OptionalDouble> adjusted = adjusted();
    List<String> sure = new ArrayList<>();
    List<String> unsure = new ArrayList<>();
    List<String> untested = new ArrayList<>();
    for (int i = 0; i < differences.size(); i++) {
      OptionalDouble p = adjusted.get(i);
      List<String> list = p.isEmpty() ? untested : p.getAsDouble() < LEVEL ? sure : unsure;
      if (isShown(differences.get(i), shown)) {
        list.add(differences.get(i).words());
      }
    }
    String level =
        (isWhole(shown)
                ? " at the level of 5 %% (two-sided, Holm over the table of %d)"
                : " at the level of 5 %% (two-sided, Holm over the %d of both splits)")
            .formatted(tested(adjusted));
    String here = isWhole(shown) ? "" : " here";
    String every = "Every difference" + here + (untested.isEmpty() ? " is" : " tested is");
    String verdict;
    if (sure.isEmpty() && unsure.isEmpty()) {
      verdict = "No difference" + here + " can be tested";
    } else if (unsure.isEmpty()) {
      verdict = every + " significant" + level;
    } else if (sure.isEmpty()) {
      verdict = "No difference" + here + " is significant" + level;
    } else if (sure.size() <= unsure.size()) {
      verdict = "Significant" + level + ", and no other" + here + ": " + String.join("; ", sure);
    } else {
      verdict = "Not significant" + level + ": " + String.join("; ", unsure);
    }
    return untested.isEmpty()
        ? verdict + "."
        : verdict + ". Not tested, for want of any variance: " + String.join("; ", untested) + ".";
  }

  /** Returns the adjusted p-value of each difference; empty if it has no test. */
  private List<OptionalDouble> adjusted() {
    double[] together =
        Significance.holm(
            differences.stream()
                .map(difference -> difference.significance().p())
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList());
    List<OptionalDouble> adjusted = new ArrayList<>();
    int next = 0;
    for (Difference difference : differences) {
      boolean tested = difference.significance().p().isPresent();
      adjusted.add(tested ? OptionalDouble.of(together[next]) : OptionalDouble.empty());
      next += tested ? 1 : 0;
    }
    return adjusted;
  }

  private static long tested(List<OptionalDouble> adjusted) {
    return adjusted.stream().filter(OptionalDouble::isPresent).count();
  }

  private Table tests(Optional<Split> shown) {
    List<Column> columns = identity.columns("prior");
    columns.add(new Column("split"));
    columns.add(new Column("term"));
    columns.add(new Column("test"));
    columns.add(new Column("statistic"));
    columns.add(new Column("p"));
    columns.add(new Column("p Holm"));
    List<OptionalDouble> adjusted = adjusted();
    List<List<Entry>> cells = new ArrayList<>();
    for (int i = 0; i < differences.size(); i++) {
      Difference each = differences.get(i);
      Significance significance = each.significance();
      List<Entry> row = identity.cells(each.setting());
      row.add(new Entry.Text(each.split().label()));
      row.add(new Entry.Text(each.term().label()));
      row.add(new Entry.Text(significance.test()));
      OptionalDouble statistic = significance.statistic();
      row.add(
          statistic.isPresent() ? new Entry.Exact(statistic.getAsDouble(), 2) : Entry.missing());
      row.add(probability(significance.p()));
      row.add(probability(adjusted.get(i)));
      cells.add(row);
    }
    return new Table(
        "tests",
        "Two-sided tests of the differences from the standard Gaussian prior",
        columns,
        cells,
        List.of(
            "z: the difference over its standard error, paired by data point. t: the mean"
                + " difference over its standard error across seeds (Student). p Holm: p for all "
                + tested(adjusted)
                + (isWhole(shown) ? " tests together" : " tests of both splits together")
                + " (Holm 1979). What has no variance is not tested."));
  }

  private static Entry probability(OptionalDouble p) {
    return p.isPresent() ? new Entry.Probability(p.getAsDouble()) : Entry.missing();
  }
}
