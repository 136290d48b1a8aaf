package org.elbosurgery.framework.report.figure;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.surgery.AggregatePosterior;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * log q(z) and log p(z) at the points of a grid over the plane, as heights above a floor under the
 * highest of all.
 *
 * @param horizontal the axis of z₁
 * @param vertical the axis of z₂
 * @param smoothing the standard deviations by which densities are smoothed, in steps of the grid
 * @param depth of the floor, in nats
 */
record DensityGrid(PlaneAxis horizontal, PlaneAxis vertical, double smoothing, double depth) {

  static final String POSTERIOR = "q(z)";
  static final String PRIOR = "p(z)";

  /** What is drawn. */
  static final List<String> BOTH = List.of(POSTERIOR, PRIOR);

  /** The colours of the two. */
  static final List<String> COLOURS = List.of(Colour.FIRST.literal(), Colour.FIFTH.literal());

  /** A point of one of the two. */
  interface Point {

    void at(String which, double x, double y, double height);
  }

  /** Tells all points, those of q(z) first. */
  void tell(Posteriors posteriors, Distribution prior, Point told) {
    Smoothing smooth = new Smoothing(smoothing * horizontal.step(), smoothing * vertical.step());
    int width = horizontal.points();
    double[][] points = new double[width * vertical.points()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {horizontal.at(i % width), vertical.at(i / width)};
    }
    INDArray z = Nd4j.createFromArray(points);
    double[] logPosterior =
        new AggregatePosterior(smooth.of(posteriors)).logProb(z).toDoubleVector();
    Distribution smoothPrior = smooth.of(prior);
    double[] logPrior = smoothPrior.logProb(z).toDoubleVector();
    double floor = Math.max(StatUtils.max(logPosterior), StatUtils.max(logPrior)) - depth;
    tell(POSTERIOR, points, logPosterior, floor, told);
    tell(PRIOR, points, logPrior, floor, told);
  }

  private static void tell(
      String which, double[][] points, double[] logDensity, double floor, Point told) {
    for (int i = 0; i < points.length; i++) {
      told.at(which, points[i][0], points[i][1], Math.max(0, logDensity[i] - floor));
    }
  }
}
