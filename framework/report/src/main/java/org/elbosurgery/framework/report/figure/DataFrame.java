package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data of a figure, collected row by row. */
final class DataFrame {

  private final List<String> names;
  private final List<List<Object>> columns = new ArrayList<>();

  /** Starts without rows. */
  DataFrame(String... names) {
    this.names = List.of(names);
    this.names.forEach(name -> columns.add(new ArrayList<>()));
  }

  /** Adds a row, with a value for each column. */
  DataFrame add(Object... values) {
    if (values.length != names.size()) {
      throw new IllegalArgumentException(values.length + " values for the columns " + names);
    }
    for (int i = 0; i < values.length; i++) {
      columns.get(i).add(values[i]);
    }
    return this;
  }

  boolean isEmpty() {
    return columns.get(0).isEmpty();
  }

  /** Returns the columns by name. */
  Map<String, List<?>> columns() {
    Map<String, List<?>> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), columns.get(i));
    }
    return byName;
  }
}
