package org.elbosurgery.framework.report.figure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.figure.LatentFigure.Latent;
import org.elbosurgery.framework.surgery.AggregatePosterior;

/**
 * Contours of q(z) beside contours of p(z), with samples of q(z) under both, for two latent
 * dimensions. If the classes of the rows are known, the samples have their colours.
 */
final class PlaneFigure {

  private static final int GRID = 61;
  private static final int SAMPLES = 2000;
  private static final int DOTS = 300;
  private static final int LABELLED_DOTS = 1000;

  private static final int HEIGHT = 260;

  /** The height of a legend of classes, and of each further row of it. */
  private static final int LEGEND = 45;

  private static final int LEGEND_ROW = 24;

  /** The width of a mark in the legend with its margins, and of a letter, about. */
  private static final int KEY = 32;

  private static final int LETTER = 8;

  /** The number of contours, which are one nat apart. */
  private static final int DEPTH = 6;

  private PlaneFigure() {}

  static Figure of(String name, Latent latent) {
    RandomStream random = RandomStream.of(latent.model().seed()).named("report");
    double[][] z =
        new AggregatePosterior(latent.posteriors()).sample(SAMPLES, random).toDoubleMatrix();
    PlaneAxis horizontal = PlaneAxis.of(z, 0, GRID);
    PlaneAxis vertical = PlaneAxis.of(z, 1, GRID);
    return Figure.small(
        "plane-" + name,
        "q(z) and p(z), " + latent.setting().label(),
        "Contours one nat apart, down to "
            + DEPTH
            + " nats below the highest point; dots: samples of q(z)"
            + latent.model().labels().map(Classes::sentence).orElse("")
            + ".",
        String.format(Locale.ROOT, "KL(q(z) || p(z)) is %.3f.", latent.marginalKl()),
        plot(densities(latent, horizontal, vertical), latent, z, horizontal, vertical)
            .draw(
                Format.NARROW.width(),
                HEIGHT + latent.model().labels().map(PlaneFigure::legendHeight).orElse(0)));
  }

  private static DataFrame dots(double[][] z, PlaneAxis horizontal, PlaneAxis vertical) {
    DataFrame dots = new DataFrame("which", "x", "y");
    for (int i = 0; i < DOTS; i++) {
      if (horizontal.shows(z[i][0]) && vertical.shows(z[i][1])) {
        dots.add(DensityGrid.POSTERIOR, z[i][0], z[i][1]);
        dots.add(DensityGrid.PRIOR, z[i][0], z[i][1]);
      }
    }
    return dots;
  }

  private static DataFrame densities(Latent latent, PlaneAxis horizontal, PlaneAxis vertical) {
    DataFrame frame = new DataFrame("which", "x", "y", "height");
    new DensityGrid(horizontal, vertical, 1, DEPTH)
        .tell(latent.posteriors(), latent.prior(), frame::add);
    return frame;
  }

  private static Plot plot(
      DataFrame densities, Latent latent, double[][] z, PlaneAxis horizontal, PlaneAxis vertical) {
    Plot plot = new Plot(densities.columns());
    horizontal.addTo(plot, "x", "z₁", 2);
    vertical.addTo(plot, "y", "z₂", 3);
    Optional<Classes> classes = latent.model().labels().map(Classes::of);
    if (classes.isPresent()) {
      coloured(plot, classes.get(), latent, horizontal, vertical);
    } else {
      plot.add(
              Layer.of("point")
                  .over(dots(z, horizontal, vertical).columns())
                  .show("x", "x")
                  .show("y", "y")
                  .with("color", Colour.FAINT.literal())
                  .with("alpha", 0.7)
                  .with("size", 0.9))
          .theme("legend_position", "none");
    }
    return plot.add(
            Layer.contours()
                .show("x", "x")
                .show("y", "y")
                .show("z", "height")
                .show("color", "which")
                .with("binwidth", 1)
                .with("show_legend", false)
                .with("size", 0.9))
        .values("color", "", DensityGrid.BOTH, DensityGrid.COLOURS)
        .wrap("which", DensityGrid.BOTH, 2, "fixed");
  }

  /** Adds a sample of each of some rows, in the colour of its class. */
  private static void coloured(
      Plot plot, Classes classes, Latent latent, PlaneAxis horizontal, PlaneAxis vertical) {
    DataFrame dots = new DataFrame("which", "x", "y", "class");
    RandomStream random = RandomStream.of(latent.model().seed()).named("report").named("labels");
    int size = latent.posteriors().size();
    int[] rows = Arrays.copyOf(random.permutation(size), Math.min(LABELLED_DOTS, size));
    float[] noise = random.named("noise").gaussians(2 * rows.length);
    for (int i = 0; i < rows.length; i++) {
      double x = sample(latent, rows[i], 0, noise[2 * i]);
      double y = sample(latent, rows[i], 1, noise[2 * i + 1]);
      if (horizontal.shows(x) && vertical.shows(y)) {
        dots.add(DensityGrid.POSTERIOR, x, y, classes.of(rows[i]));
        dots.add(DensityGrid.PRIOR, x, y, classes.of(rows[i]));
      }
    }
    plot.add(
            Layer.of("point")
                .over(dots.columns())
                .show("x", "x")
                .show("y", "y")
                .show("fill", "class")
                .with("shape", 21)
                .with("stroke", 0)
                .with("size", 2))
        .values("fill", "", classes.names(), classes.colours())
        .legendRows("fill", legendRows(classes));
  }

  private static int legendHeight(WordArray labels) {
    return LEGEND + (legendRows(Classes.of(labels)) - 1) * LEGEND_ROW;
  }

  /**
   * Returns how many rows of the legend of a figure as wide as a phone the names of classes fill.
   */
  private static int legendRows(Classes classes) {
    int pixels = classes.names().stream().mapToInt(name -> KEY + LETTER * name.length()).sum();
    return Math.max(1, (pixels + Format.NARROW.width() - 1) / Format.NARROW.width());
  }

  private static double sample(Latent latent, int n, int j, double noise) {
    return latent.posteriors().mean(n, j) + latent.posteriors().standardDeviation(n, j) * noise;
  }
}
