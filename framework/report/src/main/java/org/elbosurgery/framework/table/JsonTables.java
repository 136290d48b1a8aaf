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
      String name = table.columns().get(i).camelCase();
      row.get(i).json().ifPresent(value -> members.put(name, value));
    }
    return members;
  }
}
