package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;

/**
 * The columns that distinguish settings in every table: prior, latent size and the other options
 * that differ.
 */
final class Identity {

  private final List<String> others;

  Identity(Settings settings) {
    this.others = settings.otherOptions();
  }

  /** Returns the columns, the first for the prior. */
  List<Column> columns(String prior) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(prior));
    columns.add(new Column("d"));
    others.forEach(name -> columns.add(new Column(name)));
    return columns;
  }

  List<Entry> cells(Setting setting) {
    List<Entry> cells = new ArrayList<>();
    cells.add(new Entry.Text(setting.prior()));
    cells.add(new Entry.Count(setting.latent()));
    others.forEach(
        name ->
            cells.add(
                Optional.ofNullable(setting.others().get(name))
                    .<Entry>map(Entry.Text::new)
                    .orElse(Entry.missing())));
    return cells;
  }

  /** Returns the cells of a published row. */
  List<Entry> cells(String title, int latent) {
    List<Entry> cells = new ArrayList<>();
    cells.add(new Entry.Text(title));
    cells.add(new Entry.Count(latent));
    others.forEach(name -> cells.add(Entry.missing()));
    return cells;
  }
}
