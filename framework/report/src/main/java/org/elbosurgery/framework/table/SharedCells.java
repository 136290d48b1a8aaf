package org.elbosurgery.framework.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elbosurgery.framework.number.NumberText;

/**
 * Takes out of a table the columns of texts and counts that say the same in every row, or in every
 * row of a split, and those of one exact number for several rows, and says it once; of numbers of
 * rows also where those of one name differ from the others. The first column stays, and what a user
 * has named.
 */
final class SharedCells {

  private static final String SPLIT = "split";
  private static final String SIZE = "N";

  /** Below it, a name that differs from the others is no exception. */
  private static final int MIN_NAMES = 3;

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
    boolean shared = isShared(bySplit);
    if (!shared && table.columns().get(column).heading().equals(SIZE)) {
      Optional<Map<String, Set<String>>> but = butOneName(column);
      but.ifPresent(values -> sentences.add(sentence(column, values)));
      return but.isPresent();
    }
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
      sentences.add(sentence(column, bySplit));
    }
    return true;
  }

  private String sentence(int column, Map<String, Set<String>> values) {
    return values.entrySet().stream()
        .map(
            entry ->
                entry.getValue().iterator().next()
                    + (entry.getKey().isEmpty() ? "" : " (" + entry.getKey() + ")"))
        .collect(Collectors.joining(", ", table.columns().get(column).heading() + ": ", ""));
  }

  private static boolean isShared(Map<String, Set<String>> values) {
    return values.values().stream().allMatch(each -> each.size() == 1);
  }

  /**
   * Returns what a column says in every row of a split, and of a name apart; empty if it does not,
   * or if fewer than two other names are left.
   */
  private Optional<Map<String, Set<String>>> butOneName(int column) {
    List<String> names = table.rows().stream().map(SharedCells::nameOf).distinct().toList();
    return names.size() < MIN_NAMES
        ? Optional.empty()
        : names.stream()
            .map(name -> grouped(column, row -> nameOf(row).equals(name) ? name : splitOf(row)))
            .filter(SharedCells::isShared)
            .findFirst();
  }

  private static String nameOf(List<Entry> row) {
    return row.get(0).text(STYLE);
  }

  /** Returns the texts of a column's cells, where there are any, by the split of their rows. */
  private Map<String, Set<String>> bySplit(int column) {
    return grouped(column, this::splitOf);
  }

  private Map<String, Set<String>> grouped(int column, Function<List<Entry>, String> group) {
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    for (List<Entry> row : table.rows()) {
      if (row.get(column).raw().isPresent()) {
        groups
            .computeIfAbsent(group.apply(row), name -> new LinkedHashSet<>())
            .add(row.get(column).text(STYLE));
      }
    }
    return groups;
  }

  private String splitOf(List<Entry> row) {
    return split < 0 ? "" : row.get(split).raw().map(Object::toString).orElse("");
  }

  /** Returns whether a cell is what the table is about, neither a name nor a setting. */
  private static boolean isResult(Entry cell) {
    return !(cell.isText() || cell instanceof Entry.Count || cell instanceof Entry.Exact);
  }
}
