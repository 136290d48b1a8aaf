package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;

/**
 * The column of the gap closed. Some seeds may have no gap closed. If a row's gap closed is
 * therefore based on fewer runs than its other numbers, so that its error is of another kind, a
 * second column says so to people, too; programs always have it.
 */
final class ClosedColumns {

  private final boolean saysKind;

  private ClosedColumns(boolean saysKind) {
    this.saysKind = saysKind;
  }

  /** The gap closed of a row whose other numbers are based on {@code runs} runs. */
  record Closed(int runs, Optional<Spread> spread) {

    private boolean isOfOtherRuns() {
      return spread.filter(closed -> closed.runs() != runs).isPresent();
    }
  }

  /** Returns the columns needed for some rows. */
  static ClosedColumns of(List<Closed> rows) {
    return new ClosedColumns(rows.stream().anyMatch(Closed::isOfOtherRuns));
  }

  List<Column> columns() {
    Column kind = new Column("error of gap closed");
    return List.of(Column.measured("gap closed"), saysKind ? kind : kind.with(Column.Use.PROGRAMS));
  }

  /** Returns the cells of a row whose gap closed means nothing, with a word that says why. */
  List<Entry> withheld(String why) {
    return List.of(Entry.withheld(why), Entry.missing());
  }

  List<Entry> cells(Optional<Spread> closed) {
    List<Entry> cells = new ArrayList<>();
    cells.add(closed.<Entry>map(spread -> new Entry.Share(spread.cell())).orElse(Entry.missing()));
    cells.add(closed.<Entry>map(spread -> new Entry.Text(spread.kind())).orElse(Entry.missing()));
    return cells;
  }
}
