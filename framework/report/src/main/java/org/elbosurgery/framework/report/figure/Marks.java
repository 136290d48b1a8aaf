package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.lang3.ArrayUtils;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.report.runs.Settings;

/** Marks shared by the figures with a row for each prior. */
final class Marks {

  /** The width of a bar, as a share of its row, whose words are above it. */
  static final double WIDTH = 0.3;

  private Marks() {}

  /**
   * Returns the names of the rows, from the lowest to the highest.
   *
   * @param reference published results, whose rows are below the others, only with training rows
   */
  static List<String> rows(Settings settings, Split split, Optional<Reference> reference) {
    List<String> rows = new ArrayList<>(settings.priors());
    if (split == Split.TRAIN) {
      reference.ifPresent(published -> rows.add(published.author()));
    }
    Collections.reverse(rows);
    return rows;
  }

  /**
   * Returns error bars from one error below to one above.
   *
   * @param errors columns {@code row}, {@code low} and {@code high}
   */
  static Layer errorBars(DataFrame errors) {
    return Layer.of("errorbar")
        .over(errors.columns())
        .show("xmin", "low")
        .show("xmax", "high")
        .show("y", "row")
        .with("color", Colour.INK.literal())
        .with("width", 0.18)
        .with("size", 0.7);
  }

  /**
   * Adds marks of zero size for each row of each panel without marks. Otherwise Lets-Plot would
   * make the other marks of the panel as high as the distance between their rows.
   *
   * @param marks columns for the panel and the prior, then others
   * @param nothing the values of the other columns for such a mark
   */
  static void fill(DataFrame marks, List<String> panels, List<String> rows, Object... nothing) {
    Map<String, List<?>> columns = marks.columns();
    Set<List<Object>> present = new LinkedHashSet<>();
    for (int i = 0; i < columns.get("panel").size(); i++) {
      present.add(List.of(columns.get("panel").get(i), columns.get("row").get(i)));
    }
    for (String panel : panels) {
      for (String row : rows) {
        if (!present.contains(List.<Object>of(panel, row))) {
          marks.add(ArrayUtils.addAll(new Object[] {panel, row}, nothing));
        }
      }
    }
  }

  /**
   * Returns lines along the rows in the colour of the marginal KL.
   *
   * @param lines columns {@code row} and the two with the given names
   */
  static Layer lines(DataFrame lines, String from, String to) {
    return Layer.of("segment")
        .over(lines.columns())
        .show("x", from)
        .show("xend", to)
        .show("y", "row")
        .show("yend", "row")
        .with("color", Colour.SECOND.literal())
        .with("size", 2);
  }

  /** Returns stacked bars. */
  static Layer bars(String part) {
    return Layer.of("bar")
        .show("x", "nats")
        .show("y", "row")
        .show("fill", part)
        .with("orientation", "y")
        .with("width", WIDTH)
        .with("size", 0);
  }
}
