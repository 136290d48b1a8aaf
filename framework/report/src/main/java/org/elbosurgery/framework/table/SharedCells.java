package org.elbosurgery.framework.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elbosurgery.framework.number.NumberText;

/**
 * Takes out of a table the columns of texts and counts that say the same in every row, or in every
 * row of a split, and those of one exact number for several rows, and says it once. The first
 * column stays, and what a user has named.
 */
final class SharedCells {

  private static final String SPLIT = "split";
  private static final EntryText STYLE = new EntryText("", NumberText.PLUS_MINUS);

  private final Table table;
  private final int split;
  private final List<String> sentences = new ArrayList<>();

  private SharedCells(Table table) {
    this.table = table;
    this.split = table.columns().stream().map(Column::heading).toList().indexOf(SPLIT);
  }

  /** Returns the table without such columns; its first note says what they share. */
  static Table takenOut(Table table) {
    return new SharedCells(table).rest();
  }

  private Table rest() {
    List<Integer> kept =
        IntStream.range(0, table.columns().size()).filter(i -> !takeOut(i)).boxed().toList();
    Table rest = table.withColumns(kept);
    if (sentences.isEmpty()) {
      return rest;
    }
    List<String> notes = new ArrayList<>(List.of(String.join("; ", sentences) + "."));
    notes.addAll(rest.notes());
    return new Table(rest.name(), rest.caption(), rest.columns(), rest.rows(), notes);
  }

  /** Returns whether a column is taken out, and keeps what is to be said for it. */
  private boolean takeOut(int column) {
    if (column == 0
        || table.columns().get(column).use() == Column.Use.CHOSEN
        || table.rows().stream().anyMatch(row -> isResult(row.get(column)))) {
      return false;
    }
    Map<String, Set<String>> bySplit = bySplit(column);
    Set<String> all = bySplit.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    boolean shared = bySplit.values().stream().allMatch(values -> values.size() == 1);
    long exact =
        table.rows().stream().filter(row -> row.get(column) instanceof Entry.Exact).count();
    boolean stays = column == split || !shared || exact > 0;
    if (exact == 1 || (all.size() > 1 && stays)) {
      return false;
    }
    String heading = table.columns().get(column).heading();
    if (all.size() == 1) {
      sentences.add(heading + ": " + all.iterator().next());
    } else if (all.size() > 1) {
      sentences.add(
          bySplit.entrySet().stream()
              .map(entry -> entry.getValue().iterator().next() + " (" + entry.getKey() + ")")
              .collect(Collectors.joining(", ", heading + ": ", "")));
    }
    return true;
  }

  /** Returns the texts of a column's cells, where there are any, by the split of their rows. */
  private Map<String, Set<String>> bySplit(int column) {
    Map<String, Set<String>> bySplit = new LinkedHashMap<>();
    for (List<Entry> row : table.rows()) {
      if (row.get(column).raw().isPresent()) {
        bySplit
            .computeIfAbsent(splitOf(row), name -> new LinkedHashSet<>())
            .add(row.get(column).text(STYLE));
      }
    }
    return bySplit;
  }

  private String splitOf(List<Entry> row) {
    return split < 0 ? "" : row.get(split).raw().map(Object::toString).orElse("");
  }

  /** Returns whether a cell is what the table is about, neither a name nor a setting. */
  private static boolean isResult(Entry cell) {
    return !(cell.isText() || cell instanceof Entry.Count || cell instanceof Entry.Exact);
  }
}
