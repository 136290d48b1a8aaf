package org.elbosurgery.framework.report.figure;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.figure.EpochsFigure.EpochPanels;
import org.elbosurgery.framework.report.figure.EpochsFigure.Moment;
import org.elbosurgery.framework.surgery.AggregatePosterior;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

  private static final String POSTERIOR = "q(z)";
  private static final String PRIOR = "p(z)";

  static EpochPlanes of(List<Moment> moments) {
    return new EpochPlanes(moments);
  }

  @Override
  public String note() {
    return "Contours "
        + STEP
        + " nats apart, of densities that are smoothed over one and a half steps of the grid, a fortieth of"
        + " the width; the same axes in all panels.";
  }

  @Override
  public Drawing drawing() {
    PlaneAxis horizontal = axis(0);
    PlaneAxis vertical = axis(1);
    DataFrame frame = new DataFrame("moment", "which", "x", "y", "height");
    moments.forEach(moment -> add(frame, moment, horizontal, vertical));
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
        .values(
            "color",
            "",
            List.of(POSTERIOR, PRIOR),
            List.of(Colour.FIRST.literal(), Colour.FIFTH.literal()))
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

  private static void add(
      DataFrame frame, Moment moment, PlaneAxis horizontal, PlaneAxis vertical) {
    Smoothing smoothing = new Smoothing(SMOOTHING * horizontal.step(), SMOOTHING * vertical.step());
    double[][] points = new double[GRID * GRID][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {horizontal.at(i % GRID), vertical.at(i / GRID)};
    }
    INDArray z = Nd4j.createFromArray(points);
    double[] posterior =
        new AggregatePosterior(smoothing.of(moment.posteriors())).logProb(z).toDoubleVector();
    Distribution smooth = smoothing.of(moment.prior());
    double[] prior = smooth.logProb(z).toDoubleVector();
    double floor = Math.max(StatUtils.max(posterior), StatUtils.max(prior)) - DEPTH;
    for (int i = 0; i < points.length; i++) {
      double height = Math.max(0, posterior[i] - floor);
      frame.add(moment.label(), POSTERIOR, points[i][0], points[i][1], height);
    }
    for (int i = 0; i < points.length; i++) {
      double height = Math.max(0, prior[i] - floor);
      frame.add(moment.label(), PRIOR, points[i][0], points[i][1], height);
    }
  }
}
