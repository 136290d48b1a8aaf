package org.elbosurgery.framework.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.json.Json;

/**
 * Tables as one JSON object, with a list of rows for each, and a list of {@code warnings}; cells
 * without a value are absent.
 */
final class JsonTables {

  private JsonTables() {}

  static String of(List<Table> tables, List<String> warnings) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Table table : tables) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("caption", table.caption());
      members.put("notes", table.notes());
      members.put("rows", table.rows().stream().map(row -> row(table, row)).toList());
      json.put(table.name(), members);
    }
    if (!warnings.isEmpty()) {
      json.put("warnings", warnings);
    }
    return Json.text(json) + "\n";
  }

  private static Map<String, Object> row(Table table, List<Entry> row) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      if (!(row.get(i) instanceof Entry.Missing)) {
        members.put(table.columns().get(i).camelCase(), value(row.get(i)));
      }
    }
    return members;
  }

  private static Object value(Entry cell) {
    if (cell instanceof Entry.Text text) {
      return text.text();
    }
    if (cell instanceof Entry.Count count) {
      return count.count();
    }
    if (cell instanceof Entry.Share share) {
      return value(share.fraction());
    }
    if (cell instanceof Entry.Exact exact) {
      return Map.of("mean", exact.value());
    }
    if (cell instanceof Entry.Measured measured) {
      return measured(measured.value(), measured.error());
    }
    if (cell instanceof Entry.Difference difference) {
      return measured(difference.value(), difference.error());
    }
    return ((Entry.Probability) cell).p();
  }

  private static Map<String, Object> measured(double value, double error) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("mean", value);
    members.put("error", error);
    return members;
  }
}
