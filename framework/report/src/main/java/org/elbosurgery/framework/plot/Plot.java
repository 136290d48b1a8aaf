package org.elbosurgery.framework.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * A plot in the grammar of graphics: data, layers, scales and facets, which are added step by step
 * before it is drawn. For one thread.
 */
public final class Plot {

  private static final int TEXT_SIZE = 13;

  private final Map<String, Object> spec = new LinkedHashMap<>();
  private final Map<String, List<?>> data;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Object> scales = new ArrayList<>();
  private final Map<String, Object> theme = new LinkedHashMap<>();
  private final Map<String, List<String>> panels = new LinkedHashMap<>();

  /**
   * Starts a plot.
   *
   * @param columns the data, columns by name, all of one length
   */
  public Plot(Map<String, List<?>> columns) {
    spec.put("kind", "plot");
    data = columns;
    spec.put("mapping", new LinkedHashMap<>());
    theme.put("name", "minimal");
    theme.put("text", element("color", Colour.INK.literal()));
    theme.put("title", element("color", Colour.INK.literal(), "size", TEXT_SIZE));
    theme.put("panel_grid_major", element("color", Colour.GRID.literal(), "size", 1));
    theme.put("panel_grid_minor", "blank");
    theme.put("panel_grid_major_x", "blank");
    theme.put("axis_ticks", "blank");
    theme.put("legend_position", "bottom");
    theme.put("plot_background", "blank");
    theme.put("strip_background", "blank");
  }

  /** Adds marks above the existing ones. */
  public Plot add(Layer layer) {
    layers.add(layer);
    return this;
  }

  /** Sets the name of an axis; an empty name removes it. */
  public Plot axis(String aesthetic, String name) {
    scale("aesthetic", aesthetic, "name", name);
    return this;
  }

  /** Puts the categories of an axis or legend in an order. */
  public Plot order(String aesthetic, String name, List<String> categories) {
    scale(
        "aesthetic",
        aesthetic,
        "name",
        name,
        "discrete",
        true,
        "limits",
        new ArrayList<>(categories));
    return this;
  }

  /**
   * Assigns a value, such as a colour, to each category of an aesthetic, in the order of the
   * legend.
   */
  public Plot values(String aesthetic, String name, List<String> categories, List<?> values) {
    scale(
        "aesthetic",
        aesthetic,
        "name",
        name,
        "limits",
        new ArrayList<>(categories),
        "values",
        new ArrayList<>(values));
    return this;
  }

  /** Breaks the legend of an aesthetic into rows. */
  public Plot legendRows(String aesthetic, int rows) {
    spec.put("guides", element(aesthetic, element("name", "legend", "nrow", rows, "byrow", true)));
    return this;
  }

  /** Limits an axis to the range between two values, and sets its labels and where they are. */
  public Plot labels(
      String aesthetic,
      String name,
      double low,
      double high,
      List<Double> places,
      List<String> labels) {
    scale(
        "aesthetic",
        aesthetic,
        "name",
        name,
        "limits",
        new ArrayList<>(List.of(low, high)),
        "breaks",
        new ArrayList<>(places),
        "labels",
        new ArrayList<>(labels));
    return this;
  }

  /** Limits an axis to the range between two values. */
  public Plot limits(String aesthetic, String name, double low, double high) {
    scale("aesthetic", aesthetic, "name", name, "limits", new ArrayList<>(List.of(low, high)));
    return this;
  }

  /**
   * Makes a panel for each value of a column.
   *
   * @param column its name in the data of every layer
   * @param values in the order of the panels
   * @param perRow the number of panels side by side
   * @param free which axes have a separate scale in each panel: "fixed", "free_x", ...
   */
  public Plot wrap(String column, List<String> values, int perRow, String free) {
    Map<String, Object> facet = element("name", "wrap", "ncol", perRow, "scales", free);
    facet.put("facets", new ArrayList<>(List.of(column + Drawing.UNDRAWN)));
    facet.put("order", new ArrayList<>(List.of(1)));
    spec.put("facet", facet);
    panels.put(column, values);
    return this;
  }

  /** Changes an entry of the theme. */
  public Plot theme(String entry, Object value) {
    theme.put(entry, value);
    return this;
  }

  /** Draws grid lines for the horizontal axis only. */
  public Plot horizontal() {
    theme.put("panel_grid_major_x", element("color", Colour.GRID.literal(), "size", 1));
    theme.put("panel_grid_major_y", "blank");
    return this;
  }

  /** Draws the plot with a width and a height in units of the drawing. */
  public Drawing draw(int width, int height) {
    spec.put("layers", layers.stream().map(this::spec).collect(Collectors.toList()));
    spec.put("data", inOrder(data));
    spec.put("scales", scales);
    spec.put("theme", theme);
    spec.put("ggsize", element("width", width, "height", height));
    return Drawing.of(
        PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
            spec, null, new UnsupportedRGBEncoder(), false));
  }

  private Map<String, Object> spec(Layer layer) {
    Map<String, Object> all = layer.spec();
    if (!layer.data().isEmpty()) {
      all.put("data", inOrder(layer.data()));
    }
    return all;
  }

  /**
   * Returns columns with the names of panels preceded by invisible characters, because Lets-Plot
   * orders panels by name.
   */
  private Map<String, Object> inOrder(Map<String, List<?>> columns) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    columns.forEach(
        (name, values) -> {
          ordered.put(name, new ArrayList<>(values));
          if (panels.containsKey(name)) {
            List<String> order = panels.get(name);
            List<Object> marked = new ArrayList<>(values);
            marked.replaceAll(value -> Drawing.UNDRAWN.repeat(order.indexOf(value)) + value);
            ordered.put(name + Drawing.UNDRAWN, marked);
          }
        });
    return ordered;
  }

  private void scale(Object... entries) {
    scales.add(element(entries));
  }

  /** Returns a map of alternating names and values. */
  private static Map<String, Object> element(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(entries[i].toString(), entries[i + 1]);
    }
    return map;
  }
}
