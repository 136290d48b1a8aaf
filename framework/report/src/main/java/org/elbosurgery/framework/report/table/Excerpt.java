package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/**
 * The part of tables that a user wants.
 *
 * @param columns their names in CSV, in the order wanted; none for all. A table that lacks one of
 *     them is left out.
 * @param split the rows wanted; empty for all. What is of no split stays.
 */
public record Excerpt(List<String> columns, Optional<Split> split) {

  private static final String ERROR = "error";
  private static final Set<String> OF_SPLITS = Set.of("split", "rows");

  /** Copies the list. */
  public Excerpt {
    columns = List.copyOf(columns);
  }

  /**
   * Returns the excerpts of those tables that have the columns and rows.
   *
   * @throws ElboException USER if there are none, with a problem for every name of a column that no
   *     table has
   */
  public List<Table> of(List<Table> tables) {
    requireKnown(tables);
    List<Table> complete = tables.stream().filter(this::hasColumns).toList();
    if (complete.isEmpty()) {
      throw ElboException.user(
          "no table has all the columns "
              + String.join(", ", columns)
              + "; there are "
              + tables.stream()
                  .map(table -> table.name() + " (" + String.join(", ", names(table)) + ")")
                  .collect(Collectors.joining(", ")));
    }
    List<Table> excerpts =
        complete.stream()
            .map(this::ofSplit)
            .filter(table -> !table.rows().isEmpty())
            .map(this::withColumns)
            .toList();
    if (excerpts.isEmpty()) {
      throw ElboException.user(
          "no table has rows of the split " + split.orElseThrow().label() + "; leave --split out");
    }
    return excerpts;
  }

  private void requireKnown(List<Table> tables) {
    Set<String> known = new LinkedHashSet<>();
    tables.forEach(table -> known.addAll(names(table)));
    Problems problems = Problems.user();
    Set<String> named = new LinkedHashSet<>();
    for (String name : columns) {
      if (!named.add(name)) {
        problems.add("column " + name + " is named more than once; name it once");
      } else if (!known.contains(name)) {
        problems.add("unknown column " + name + "; " + NearestName.advice(name, known));
      }
    }
    problems.requireNone();
  }

  private static List<String> names(Table table) {
    return table.columns().stream().map(Column::snakeCase).toList();
  }

  private boolean hasColumns(Table table) {
    return names(table).containsAll(columns);
  }

  private Table withColumns(Table table) {
    if (columns.isEmpty()) {
      return table;
    }
    List<String> names = names(table);
    Table chosen = table.withColumns(columns.stream().map(names::indexOf).toList());
    List<String> notes = new ArrayList<>(kindsOfError(table));
    notes.addAll(table.notes());
    return new Table(
        chosen.name(),
        chosen.caption(),
        chosen.columns().stream().map(column -> column.with(Column.Use.CHOSEN)).toList(),
        chosen.rows(),
        notes);
  }

  /** Returns a sentence on what the errors are, if the column that says so is not wanted. */
  private List<String> kindsOfError(Table table) {
    int column = names(table).indexOf(ERROR);
    if (column < 0 || columns.contains(ERROR)) {
      return List.of();
    }
    String kinds =
        table.rows().stream()
            .flatMap(row -> row.get(column).raw().stream())
            .map(Object::toString)
            .distinct()
            .collect(Collectors.joining(", "));
    return List.of("Errors here: " + kinds + ".");
  }

  /** Returns a table without the rows of the other split. */
  private Table ofSplit(Table table) {
    List<List<Entry>> rows = new ArrayList<>(table.rows());
    split.ifPresent(wanted -> rows.removeIf(row -> isOfOther(table, row, wanted)));
    return new Table(table.name(), table.caption(), table.columns(), rows, table.notes());
  }

  private static boolean isOfOther(Table table, List<Entry> row, Split wanted) {
    for (Split other : Split.values()) {
      for (int i = 0; i < row.size(); i++) {
        if (other != wanted
            && OF_SPLITS.contains(table.columns().get(i).heading())
            && row.get(i).raw().filter(other.label()::equals).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }
}
