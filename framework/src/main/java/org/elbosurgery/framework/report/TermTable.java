package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Surgery;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.table.Cell;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Table;

/** The terms of every setting, one row for each and split. */
final class TermTable {

  private final Settings settings;
  private final Optional<Reference> reference;
  private final Identity identity;

  TermTable(Settings settings, Optional<Reference> reference) {
    this.settings = settings;
    this.reference = reference;
    this.identity = new Identity(settings);
  }

  Table table() {
    List<Column> columns = identity.columns();
    columns.add(new Column("N"));
    columns.add(new Column("error"));
    for (Term term : Term.values()) {
      columns.add(new Column(term.label()));
    }
    columns.add(new Column("gap closed"));
    List<List<Cell>> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      addRows(split, rows);
    }
    return new Table(
        "terms",
        "The terms of the ELBO of each prior, in nats per data point",
        columns,
        rows,
        notes());
  }

  private void addRows(Split split, List<List<Cell>> rows) {
    for (String panel : settings.panels()) {
      List<Setting> group = settings.panel(panel);
      for (Setting setting : group) {
        if (!setting.surgeries(split).isEmpty()) {
          rows.add(row(setting, split));
        }
      }
      if (split == Split.TRAIN) {
        reference.ifPresent(
            published ->
                published
                    .row(group.get(0).latent())
                    .ifPresent(row -> rows.add(row(published, row))));
      }
    }
  }

  private List<Cell> row(Setting setting, Split split) {
    List<Surgery> surgeries = setting.surgeries(split);
    List<Cell> cells = identity.cells(setting, split);
    cells.add(new Cell.Count(surgeries.get(0).size()));
    cells.add(new Cell.Text(Spread.kind(surgeries.size())));
    for (Term term : Term.values()) {
      cells.add(Spread.cell(Spread.of(Comparisons.estimates(surgeries, term))));
    }
    cells.add(Spread.cell(Spread.of(new Comparisons(settings).gapsClosed(setting, split))));
    return cells;
  }

  private List<Cell> row(Reference published, Reference.Row row) {
    List<Cell> cells = identity.cells(published.author(), row.latent(), Split.TRAIN);
    cells.add(new Cell.Count(published.size()));
    cells.add(Cell.MISSING);
    for (Term term : Term.values()) {
      cells.add(
          row.terms().containsKey(term) ? new Cell.Exact(row.terms().get(term)) : Cell.MISSING);
    }
    cells.add(Cell.MISSING);
    return cells;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "SE: one standard error of an estimate of one run, from the sampling of z (of the gap closed,"
            + " paired by data point, from the choice of the data too). SD: standard deviation over"
            + " the seeds, about their mean.");
    notes.add(
        "Gap closed: 1 - marginal KL / marginal KL with the standard Gaussian prior, of the same"
            + " latent size, options and seed, each prior with a model of its own.");
    if (settings.all().stream().noneMatch(Setting::hasStandardGaussian)) {
      notes.add("No run has the standard Gaussian prior, so no gap closed is given.");
    }
    reference.ifPresent(
        published ->
            notes.add(
                published.title()
                    + ": as published, with the standard Gaussian prior; not a run of ours."));
    return notes;
  }
}
