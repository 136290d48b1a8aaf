package org.elbosurgery.framework.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.elbosurgery.framework.data.DataSource;
import org.elbosurgery.framework.experiment.ExperimentSpec;

/**
 * A sweep as given by a user: options of an experiment by name, each with one or more values. An
 * option with several values is an axis; the sweep is the cross product of the axes, of which the
 * first varies slowest.
 *
 * @param options values by option name, both in the order written; others have their defaults
 */
public record SweepSpec(Map<String, List<String>> options) {

  private static final String PRIOR = ExperimentSpec.PRIOR.name();

  /** The options that say where something is. */
  private static final Set<String> PLACES =
      Set.of(ExperimentSpec.DATA.name(), ExperimentSpec.LABELS.name());

  /**
   * Copies the options.
   *
   * @throws IllegalArgumentException if one has no values
   */
  public SweepSpec {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    options.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    copy.forEach(
        (name, values) -> {
          if (values.isEmpty()) {
            throw new IllegalArgumentException(name + " has no values; give one or more");
          }
        });
    options = Collections.unmodifiableMap(copy);
  }

  /** Returns this sweep with other values of an option. */
  public SweepSpec with(String option, List<String> values) {
    Map<String, List<String>> changed = new LinkedHashMap<>(options);
    changed.put(option, values);
    return new SweepSpec(changed);
  }

  /** Returns this sweep with the {@linkplain DataSource#published published} places. */
  SweepSpec published() {
    Map<String, List<String>> published = new LinkedHashMap<>(options);
    published.replaceAll(
        (name, values) ->
            PLACES.contains(name) ? values.stream().map(DataSource::published).toList() : values);
    return new SweepSpec(published);
  }

  /** Returns the options of each cell, in order. */
  List<Map<String, String>> cells() {
    List<Map<String, String>> cells = List.of(Map.of());
    for (Map.Entry<String, List<String>> axis : options.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> cell : cells) {
        for (String value : axis.getValue()) {
          Map<String, String> one = new LinkedHashMap<>(cell);
          one.put(axis.getKey(), value);
          longer.add(one);
        }
      }
      cells = longer;
    }
    return cells;
  }

  /**
   * Returns a label that distinguishes a cell from the others, such as {@code vamp, latent 10}, in
   * which plugins appear without the name of their option.
   *
   * @param cell the options of the cell
   */
  String label(Map<String, String> cell) {
    String axes =
        options.keySet().stream()
            .filter(name -> options.get(name).size() > 1)
            .map(name -> name.equals(PRIOR) ? cell.get(name) : name + " " + cell.get(name))
            .collect(Collectors.joining(", "));
    return axes.isEmpty() ? "the only cell" : axes;
  }

  /** Returns a label of a cell with the published places. */
  String publishedLabel(String label) {
    return PLACES.stream()
        .flatMap(name -> options.getOrDefault(name, List.of()).stream())
        .reduce(label, (text, place) -> text.replace(place, DataSource.published(place)));
  }
}
