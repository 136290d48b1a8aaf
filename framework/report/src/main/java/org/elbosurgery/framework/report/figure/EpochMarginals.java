package org.elbosurgery.framework.report.figure;

import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.figure.EpochsFigure.EpochPanels;
import org.elbosurgery.framework.report.figure.EpochsFigure.Moment;

/** The marginals of q(z) and p(z) in one dimension, a panel for each moment. */
record EpochMarginals(List<Moment> moments, int dimension, int dimensions) implements EpochPanels {

  private static final int POINTS = 81;
  private static final int PER_ROW = 3;
  private static final int PANEL_HEIGHT = 96;

  /** The range shown on either side of the mean of each density, in standard deviations. */
  private static final double REACH = 3;

  /**
   * Takes the dimension where the two differ most in the end.
   *
   * @throws ElboException USER if a prior has no marginals in closed form
   */
  static EpochMarginals of(List<Moment> moments) {
    Moment end = moments.get(moments.size() - 1);
    int dimensions = end.posteriors().dimensions();
    int dimension = MarginalsFigure.mostDifferent(posterior(end), prior(end), dimensions);
    return new EpochMarginals(moments, dimension, dimensions);
  }

  private static Marginals posterior(Moment moment) {
    return Marginals.of(moment.posteriors());
  }

  private static Marginals prior(Moment moment) {
    return Marginals.of(moment.prior())
        .orElseThrow(() -> ElboException.user("its prior has no marginals in closed form"));
  }

  @Override
  public String note() {
    return "Densities of %s, the one of the %d dimensions where they differ most at the end; the same axes in all panels."
        .formatted(MarginalsFigure.axis(dimension), dimensions);
  }

  @Override
  public Drawing drawing() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Moment moment : moments) {
      for (Marginals each : List.of(posterior(moment), prior(moment))) {
        low = Math.min(low, each.mean(dimension) - REACH * each.deviation(dimension));
        high = Math.max(high, each.mean(dimension) + REACH * each.deviation(dimension));
      }
    }
    DataFrame curves = new DataFrame("moment", "which", "z", "density");
    for (Moment moment : moments) {
      add(curves, moment.label(), DensityGrid.POSTERIOR, posterior(moment), low, high);
      add(curves, moment.label(), DensityGrid.PRIOR, prior(moment), low, high);
    }
    Plot plot = new Plot(curves.columns());
    Ticks.between(low, high, 2).addTo(plot, "x", "", low, high);
    return DensityCurves.draw(
        plot, "moment", moments.stream().map(Moment::label).toList(), PER_ROW, PANEL_HEIGHT);
  }

  private void add(
      DataFrame curves, String moment, String which, Marginals marginals, double low, double high) {
    for (int i = 0; i < POINTS; i++) {
      double z = low + (high - low) * i / (POINTS - 1);
      curves.add(moment, which, z, marginals.density(dimension, z));
    }
  }
}
