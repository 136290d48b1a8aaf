package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Layer;

/** What figures with a row for each prior have in common. */
final class Marks {

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
