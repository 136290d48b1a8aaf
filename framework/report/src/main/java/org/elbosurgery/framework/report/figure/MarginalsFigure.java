package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.figure.LatentFigure.Latent;

/** The marginals of q(z) and p(z), dimension by dimension, for more than two latent dimensions. */
final class MarginalsFigure {

  private static final int POINTS = 81;
  private static final int MOST_DIMENSIONS = 20;
  private static final int PER_ROW = 5;

  /** The range shown on either side of the mean, in standard deviations of q(z_j). */
  private static final double REACH = 3.5;

  private static final String POSTERIOR = "q(z)";
  private static final String PRIOR = "p(z)";

  private MarginalsFigure() {}

  static Figure of(String name, Latent latent) {
    int shown = Math.min(latent.posteriors().dimensions(), MOST_DIMENSIONS);
    Marginals prior =
        Marginals.of(latent.prior())
            .orElseThrow(() -> ElboException.user("its prior has no marginals in closed form"));
    Marginals posterior = Marginals.of(latent.posteriors());
    DataFrame curves = new DataFrame("dimension", "which", "z", "density");
    List<String> dimensions = new ArrayList<>();
    for (int j = 0; j < shown; j++) {
      String dimension = "z" + subscript(j + 1);
      dimensions.add(dimension);
      double mean = posterior.mean(j);
      double reach = REACH * posterior.deviation(j);
      for (int i = 0; i < POINTS; i++) {
        double z = mean + reach * (2.0 * i / (POINTS - 1) - 1);
        curves.add(dimension, POSTERIOR, z, posterior.density(j, z));
        curves.add(dimension, PRIOR, z, prior.density(j, z));
      }
    }
    return Figure.of(
        "marginals-" + name,
        "Marginals of q(z) and p(z), " + latent.setting().label(),
        "Each panel is one latent dimension"
            + (shown < latent.posteriors().dimensions() ? ", the first " + shown : "")
            + ". A dimension may fit and the whole not: the marginals say nothing of correlations.",
        String.format(
            Locale.ROOT,
            "KL(q(z) || p(z)) of all dimensions together is %.2f.",
            latent.marginalKl()),
        format -> drawing(curves, dimensions, format));
  }

  private static String subscript(int number) {
    StringBuilder digits = new StringBuilder();
    String.valueOf(number).chars().forEach(c -> digits.append((char) ('₀' + c - '0')));
    return digits.toString();
  }

  private static Drawing drawing(DataFrame curves, List<String> dimensions, Format format) {
    return new Plot(curves.columns())
        .add(
            Layer.of("line")
                .show("x", "z")
                .show("y", "density")
                .show("color", "which")
                .show("linetype", "which")
                .with("size", 1))
        .values(
            "color",
            "",
            List.of(POSTERIOR, PRIOR),
            List.of(Colour.FIRST.literal(), Colour.FIFTH.literal()))
        .values("linetype", "", List.of(POSTERIOR, PRIOR), List.of("solid", "dashed"))
        .axis("x", "")
        .axis("y", "")
        .wrap("dimension", dimensions, PER_ROW, "free")
        .theme("axis_text_y", "blank")
        .theme("panel_grid_major_y", "blank")
        .draw(format.width(), (dimensions.size() + PER_ROW - 1) / PER_ROW * 130 + 80);
  }
}
