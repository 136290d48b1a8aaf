package org.elbosurgery.framework.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.option.NearestName;

/**
 * A closed set of records from which the value of an option names one, with further options in the
 * syntax of plugins: {@code rmsprop:decay=0.9}. Each record has its name in a {@link
 * org.elbosurgery.api.Plugin}. Immutable.
 *
 * @param <T> the common type of the records
 */
public final class RecordChoice<T> {

  private final Class<T> kind;
  private final Map<String, PluginDescriptor<T>> records;

  private RecordChoice(Class<T> kind, Map<String, PluginDescriptor<T>> records) {
    this.kind = kind;
    this.records = records;
  }

  /**
   * Reads the declarations of the records.
   *
   * @param types in the order of the help
   * @throws ElboException PLUGIN if one is declared wrongly
   */
  public static <T> RecordChoice<T> of(Class<T> kind, List<Class<? extends T>> types) {
    Map<String, PluginDescriptor<T>> records = new LinkedHashMap<>();
    for (Class<? extends T> type : types) {
      PluginDescriptor<T> record = PluginDescriptor.of(type);
      records.put(record.name(), record);
    }
    return new RecordChoice<>(kind, records);
  }

  /** Returns the declarations, in their order. */
  public List<PluginDescriptor<T>> records() {
    return List.copyOf(records.values());
  }

  /**
   * Returns the declaration of a record.
   *
   * @throws ElboException USER if there is none of this name
   */
  public PluginDescriptor<T> require(String name) {
    PluginDescriptor<T> record = records.get(name);
    if (record == null) {
      throw ElboException.user(
          "unknown name " + name + "; " + NearestName.advice(name, records.keySet()));
    }
    return record;
  }

  /**
   * Makes the record that a text names.
   *
   * @throws ElboException USER if the name or an option is wrong, with all problems
   */
  public T parse(String text) {
    PluginSpec spec = PluginSpec.parse(text);
    return kind.cast(require(spec.name()).options().create(spec.options()));
  }
}
