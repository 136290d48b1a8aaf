package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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

/** What figures with a row for each prior have in common. */
final class Marks {

  /** Begins off the line that it stands at; Lets-Plot would take away a blank before words. */
  private static final String NONE = "\u200b\u2002none";

  private Marks() {}

  /**
   * Returns the names of the rows, from the lowest to the highest.
   *
   * @param reference published rows stand below the others, beside training rows only
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
   * Returns words in the rows of a panel that have no marks, so that an empty row says why it is.
   *
   * @param marks columns {@code panel}, {@code prior} and x
   * @param rows of every panel that has marks
   * @param x a column of numbers; the words begin at the least of a panel
   */
  static Layer absent(Map<String, List<?>> marks, List<String> rows, String x) {
    Map<String, Double> min = new LinkedHashMap<>();
    Map<String, Set<String>> absent = new LinkedHashMap<>();
    for (int i = 0; i < marks.get(x).size(); i++) {
      String panel = marks.get("panel").get(i).toString();
      min.merge(panel, ((Number) marks.get(x).get(i)).doubleValue(), Math::min);
      absent
          .computeIfAbsent(panel, p -> new LinkedHashSet<>(rows))
          .remove(marks.get("prior").get(i).toString());
    }
    Frame frame = new Frame("panel", "prior", "at", "words");
    absent.forEach(
        (panel, priors) -> priors.forEach(p -> frame.add(panel, p, min.get(panel), NONE)));
    return Layer.of("text")
        .over(frame.columns())
        .show("x", "at")
        .show("y", "prior")
        .show("label", "words")
        .with("hjust", "left")
        .with("size", 6)
        .with("color", Colour.FAINT.literal());
  }

  /**
   * Returns bars from one error below to one above.
   *
   * @param errors columns {@code prior}, {@code low} and {@code high}
   */
  static Layer errorBars(Frame errors) {
    return Layer.of("errorbar")
        .over(errors.columns())
        .show("xmin", "low")
        .show("xmax", "high")
        .show("y", "prior")
        .with("color", Colour.INK.literal())
        .with("width", 0.3)
        .with("size", 0.7);
  }

  /**
   * Adds marks without extent for each row of each panel that has none: without them Lets-Plot
   * makes the others of the panel as high as the rows that they are apart.
   *
   * @param marks columns for the panel and the prior, then others
   * @param nothing what the others have where there is nothing
   */
  static void fill(Frame marks, List<String> panels, List<String> rows, Object... nothing) {
    Map<String, List<?>> columns = marks.columns();
    Set<List<Object>> present = new LinkedHashSet<>();
    for (int i = 0; i < columns.get("panel").size(); i++) {
      present.add(List.of(columns.get("panel").get(i), columns.get("prior").get(i)));
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
   * Returns lines of the marginal KL's colour along the rows.
   *
   * @param lines columns {@code prior} and the two named
   */
  static Layer lines(Frame lines, String from, String to) {
    return Layer.of("segment")
        .over(lines.columns())
        .show("x", from)
        .show("xend", to)
        .show("y", "prior")
        .show("yend", "prior")
        .with("color", Colour.SECOND.literal())
        .with("size", 2);
  }

  /** Returns parts of a bar, one after the other. */
  static Layer bars(String part) {
    return Layer.of("bar")
        .show("x", "nats")
        .show("y", "prior")
        .show("fill", part)
        .with("orientation", "y")
        .with("width", 0.66)
        .with("size", 0);
  }
}
