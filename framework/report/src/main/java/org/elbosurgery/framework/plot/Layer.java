package org.elbosurgery.framework.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One kind of mark in a {@link Plot}: a geometry and the columns that its properties show.
 * Immutable.
 */
public final class Layer {

  private final String geometry;
  private final Map<String, String> mapping;
  private final Map<String, Object> constants;
  private final Map<String, List<?>> data;

  private Layer(
      String geometry,
      Map<String, String> mapping,
      Map<String, Object> constants,
      Map<String, List<?>> data) {
    this.geometry = geometry;
    this.mapping = mapping;
    this.constants = constants;
    this.data = data;
  }

  /**
   * Returns marks with one of Lets-Plot's geometries, such as {@code point}, without a statistic.
   */
  public static Layer of(String geometry) {
    return new Layer(geometry, Map.of(), Map.of("stat", "identity"), Map.of());
  }

  /** Returns contour lines of data on a grid. */
  public static Layer contours() {
    return new Layer("contour", Map.of(), Map.of(), Map.of());
  }

  /**
   * Returns these marks with a column shown by one of their properties.
   *
   * @param property such as {@code x} or {@code color}
   * @param column the name of a column of the data
   */
  public Layer show(String property, String column) {
    return new Layer(geometry, and(mapping, property, column), constants, data);
  }

  /** Returns these marks with a property that is the same for all of them. */
  public Layer with(String property, Object value) {
    return new Layer(geometry, mapping, and(constants, property, value), data);
  }

  /** Returns these marks for separate data, columns by name. */
  public Layer over(Map<String, List<?>> columns) {
    return new Layer(geometry, mapping, constants, columns);
  }

  private static <V> Map<String, V> and(Map<String, V> map, String key, V value) {
    Map<String, V> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  /**
   * Returns the specification of the layer for Lets-Plot, without its data, in a map that Lets-Plot
   * may change.
   */
  Map<String, Object> spec() {
    Map<String, Object> spec = new LinkedHashMap<>(constants);
    spec.put("geom", geometry);
    spec.put("mapping", new LinkedHashMap<>(mapping));
    spec.put("tooltips", "none");
    return spec;
  }

  /** Returns the layer's own columns, by name; none if it shows the data of the plot. */
  Map<String, List<?>> data() {
    return data;
  }
}
