package org.elbosurgery.framework.report.figure;

import java.util.List;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.figure.EpochsFigure.EpochPanels;
import org.elbosurgery.framework.report.figure.EpochsFigure.Moment;
import org.elbosurgery.framework.surgery.AggregatePosterior;

/** Contours of q(z) over those of p(z) in two dimensions, a panel for each moment. */
record EpochPlanes(List<Moment> moments) implements EpochPanels {

  private static final int GRID = 41;
  private static final int PER_ROW = 3;
  private static final int PANEL_HEIGHT = 122;

  /** Samples of each q(z), by which the axes are chosen. */
  private static final int SAMPLES = 500;

  /** How far below the highest point of a panel there are contours, and how far apart, in nats. */
  private static final int DEPTH = 6;

  private static final int STEP = 2;

  /** Of the smoothing, in steps of the grid: some thousand codes must make a smooth density. */
  private static final double SMOOTHING = 1.5;

  static EpochPlanes of(List<Moment> moments) {
    return new EpochPlanes(moments);
  }

  @Override
  public String note() {
    return "Contours "
        + STEP
        + " nats apart, of densities that are smoothed over one and a half steps of a grid of forty;"
        + " the same axes in all panels.";
  }

  @Override
  public Drawing drawing() {
    PlaneAxis horizontal = axis(0);
    PlaneAxis vertical = axis(1);
    DataFrame frame = new DataFrame("moment", "which", "x", "y", "height");
    DensityGrid grid = new DensityGrid(horizontal, vertical, SMOOTHING, DEPTH);
    for (Moment moment : moments) {
      grid.tell(
          moment.posteriors(),
          moment.prior(),
          (which, x, y, height) -> frame.add(moment.label(), which, x, y, height));
    }
    Plot plot = new Plot(frame.columns());
    horizontal.addTo(plot, "x", "", 2);
    vertical.addTo(plot, "y", "", 2);
    int rows = (moments.size() + PER_ROW - 1) / PER_ROW;
    return plot.add(
            Layer.contours()
                .show("x", "x")
                .show("y", "y")
                .show("z", "height")
                .show("color", "which")
                .with("binwidth", STEP)
                .with("size", 0.9))
        .values("color", "", DensityGrid.BOTH, DensityGrid.COLOURS)
        .wrap("moment", moments.stream().map(Moment::label).toList(), PER_ROW, "fixed")
        .draw(Format.NARROW.width(), rows * PANEL_HEIGHT + 60);
  }

  /** Returns the range in which nearly all codes of every moment are. */
  private PlaneAxis axis(int dimension) {
    return moments.stream()
        .map(moment -> PlaneAxis.of(samples(moment), dimension, GRID))
        .reduce(PlaneAxis::including)
        .orElseThrow();
  }

  private static double[][] samples(Moment moment) {
    RandomStream random = RandomStream.of(1).named("report").named(moment.label());
    return new AggregatePosterior(moment.posteriors()).sample(SAMPLES, random).toDoubleMatrix();
  }
}
