package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.table.Cell;
import org.elbosurgery.framework.table.Column;

/** The columns that every table begins with: which setting a row is of, and on which rows. */
final class Identity {

  private final List<String> others;

  Identity(Settings settings) {
    this.others = settings.otherOptions();
  }

  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("prior"));
    columns.add(new Column("d"));
    others.forEach(name -> columns.add(new Column(name)));
    columns.add(new Column("split"));
    return columns;
  }

  List<Cell> cells(Setting setting, Split split) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell.Text(setting.prior()));
    cells.add(new Cell.Count(setting.latent()));
    others.forEach(name -> cells.add(new Cell.Text(setting.others().get(name))));
    cells.add(new Cell.Text(split.label()));
    return cells;
  }

  /** Returns the cells of a row that others have published. */
  List<Cell> cells(String title, int latent, Split split) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell.Text(title));
    cells.add(new Cell.Count(latent));
    others.forEach(name -> cells.add(Cell.MISSING));
    cells.add(new Cell.Text(split.label()));
    return cells;
  }
}
