package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.gap.Finding;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.Findings;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.report.table.ClosedColumns.Closed;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Column.Use;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/**
 * The table of the terms of every setting, with one row for each split and the gap closed beside
 * the marginal KL.
 */
public final class TermTable {

  private final Settings settings;
  private final Optional<Reference> reference;
  private final Identity identity;
  private final List<Row> rows = new ArrayList<>();
  private final ClosedColumns closedColumns;

  /** A setting on a split, its gap closed, and what forbids to speak of that. */
  private record Row(
      Setting setting, Split split, Optional<Spread> closed, Optional<Finding> forbidding) {

    List<Surgery> surgeries() {
      return setting.surgeries(split);
    }
  }

  public TermTable(Settings settings, Optional<Reference> reference) {
    this.settings = settings;
    this.reference = reference;
    this.identity = new Identity(settings);
    Comparisons comparisons = new Comparisons(settings);
    Findings findings = new Findings(settings);
    for (Split split : Split.values()) {
      for (Setting setting : settings.all()) {
        if (!setting.surgeries(split).isEmpty()) {
          Optional<Spread> closed = Spread.of(comparisons.gapsClosed(setting, split));
          Optional<Finding> forbidding = closed.flatMap(any -> findings.forbidding(setting));
          rows.add(new Row(setting, split, closed.filter(any -> forbidding.isEmpty()), forbidding));
        }
      }
    }
    this.closedColumns =
        ClosedColumns.of(
            rows.stream().map(row -> new Closed(row.surgeries().size(), row.closed())).toList());
  }

  public Table table() {
    List<Column> columns = identity.columns(settings.subject());
    List.of("split", "N", "error").forEach(heading -> columns.add(new Column(heading)));
    for (Term term : Term.values()) {
      columns.add(Column.measured(term.label()));
      if (term == Term.MARGINAL_KL) {
        List<Column> closed = closedColumns.columns();
        closed.forEach(column -> columns.add(isOfRuns() ? column : column.with(Use.PROGRAMS)));
      }
    }
    Column normalizer = Column.measured("log normaliser");
    columns.add(checked() ? normalizer : normalizer.with(Use.PROGRAMS));
    return new Table(
        "terms",
        "The terms of the ELBO of each " + settings.subject() + ", in nats per data point",
        columns,
        cells(),
        notes());
  }

  /** Returns the rows; published ones are below ours of the same panel. */
  private List<List<Entry>> cells() {
    List<List<Entry>> cells = new ArrayList<>();
    for (Split split : Split.values()) {
      for (String panel : settings.panels()) {
        rows.stream()
            .filter(row -> row.split() == split && row.setting().panel().equals(panel))
            .forEach(row -> cells.add(cells(row)));
        if (split == Split.TRAIN) {
          reference.ifPresent(
              published ->
                  published
                      .row(settings.panel(panel).get(0).latent())
                      .ifPresent(row -> cells.add(cells(published, row))));
        }
      }
    }
    return cells;
  }

  private List<Entry> cells(Row row) {
    List<Surgery> surgeries = row.surgeries();
    List<Entry> cells = identity.cells(row.setting());
    cells.add(new Entry.Text(row.split().label()));
    cells.add(new Entry.Count(surgeries.get(0).size()));
    cells.add(new Entry.Text(Spread.kind(surgeries.size())));
    for (Term term : Term.values()) {
      cells.add(Spread.cell(Spread.of(Comparisons.estimates(surgeries, term))));
      if (term == Term.MARGINAL_KL) {
        cells.addAll(
            row.forbidding()
                .map(finding -> closedColumns.withheld(finding.word()))
                .orElseGet(() -> closedColumns.cells(row.closed())));
      }
    }
    cells.add(Spread.cell(Spread.of(logNormalizers(surgeries))));
    return cells;
  }

  /** Returns whether the density of some run's prior was checked. */
  private boolean checked() {
    return rows.stream()
        .flatMap(row -> row.surgeries().stream())
        .anyMatch(surgery -> surgery.density().isPresent());
  }

  private static List<Estimate> logNormalizers(List<Surgery> surgeries) {
    return surgeries.stream()
        .flatMap(surgery -> surgery.density().stream())
        .flatMap(check -> check.logNormalizer().stream())
        .toList();
  }

  private List<Entry> cells(Reference published, Reference.Row row) {
    List<Entry> cells = identity.cells(published.author(), row.latent());
    cells.add(new Entry.Text(Split.TRAIN.label()));
    cells.add(new Entry.Count(published.size()));
    cells.add(Entry.missing());
    for (Term term : Term.values()) {
      cells.add(
          row.terms().containsKey(term) ? new Entry.Exact(row.terms().get(term)) : Entry.missing());
      if (term == Term.MARGINAL_KL) {
        cells.addAll(closedColumns.cells(Optional.empty()));
      }
    }
    cells.add(Entry.missing());
    return cells;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        isOfRuns()
            ? "SE: one standard error of an estimate of one run, from the sampling of z (of the gap"
                + " closed, paired by data point, from the choice of the data too); what has none is"
                + " exact for these codes. SD: standard deviation over the seeds, about their mean."
            : "SE: one standard error, from the sampling of z; what has none is exact for these"
                + " codes. Of a reconstruction with one value a row it counts the spread of the"
                + " rows, and is too large rather than too small.");
    if (isOfRuns()) {
      addClosed(notes);
    }
    if (checked()) {
      notes.add(
          "Log normaliser: of the prior's density at the trained parameters, found without its own"
              + " constants; 0 for a density. None where it is not determined.");
    }
    notes.addAll(bounds());
    reference.ifPresent(
        published -> {
          notes.add(
              published.title()
                  + ": as published, with the standard Gaussian prior; not a run of ours.");
          published.warnings(settings).forEach(warning -> notes.add(warning + "."));
        });
    return notes;
  }

  /** Returns whether there are runs, of which alone a gap closed is known. */
  private boolean isOfRuns() {
    return !settings.runs().isEmpty();
  }

  private void addClosed(List<String> notes) {
    notes.add(
        "Gap closed: 1 - marginal KL / marginal KL with the standard Gaussian prior, of the same"
            + " latent size, options and seed, each prior with a model of its own; none where that"
            + " marginal KL is not above 0.001 nats and three standard errors.");
    if (isForbidden(Finding.COLLAPSED)) {
      notes.add(
          "Collapsed: the codes of this model or of the standard Gaussian's say next to nothing about"
              + " the data (mutual information below 0.1 nats), and a share of their gap means"
              + " nothing.");
    }
    if (isForbidden(Finding.WARNED)) {
      notes.add(
          "Warned: the numbers of this model or of the standard Gaussian's have warnings, and nothing"
              + " is said of their gap.");
    }
    if (settings.all().stream().noneMatch(Setting::hasStandardGaussian)) {
      notes.add("No run has the standard Gaussian prior, so no gap closed is given.");
    }
  }

  private boolean isForbidden(Finding finding) {
    return rows.stream().anyMatch(row -> row.forbidding().equals(Optional.of(finding)));
  }

  /** Returns sentences that say for which settings the terms are bounds. */
  private List<String> bounds() {
    return rows.stream()
        .flatMap(
            row ->
                row.surgeries().stream()
                    .flatMap(surgery -> surgery.terms().bound().sentence().stream())
                    .map(sentence -> row.setting().label() + ": " + sentence))
        .distinct()
        .toList();
  }
}
