package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.figure.LatentFigure.Latent;

/**
 * The marginals of q(z) and p(z) in the dimensions where they differ most, for more than two latent
 * dimensions.
 */
final class MarginalsFigure {

  private static final int POINTS = 81;
  private static final int MOST_DIMENSIONS = 6;
  private static final int PER_ROW = 3;
  private static final int PANEL_HEIGHT = 96;

  /** The range shown on either side of the mean, in standard deviations of q(z_j). */
  private static final double REACH = 3.5;

  private MarginalsFigure() {}

  /** The marginals of a dimension, z in standard deviations of q(z_j) from its mean. */
  private static final class Dimension {

    private final int number;
    private final double[] z;
    private final double[] posterior;
    private final double[] prior;

    private Dimension(int number, double[] z, double[] posterior, double[] prior) {
      this.number = number;
      this.z = z;
      this.posterior = posterior;
      this.prior = prior;
    }

    static Dimension of(int j, Marginals posterior, Marginals prior) {
      double deviation = posterior.deviation(j);
      double[] z = IntStream.range(0, POINTS).mapToDouble(Dimension::at).toArray();
      double[] q = new double[POINTS];
      double[] p = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        double place = posterior.mean(j) + deviation * z[i];
        q[i] = deviation * posterior.density(j, place);
        p[i] = deviation * prior.density(j, place);
      }
      return new Dimension(j + 1, z, q, p);
    }

    private static double at(int i) {
      return REACH * (2.0 * i / (POINTS - 1) - 1);
    }

    /** Returns the area between the curves, 2 if they do not meet at all. */
    double difference() {
      double sum = 0;
      for (int i = 0; i < POINTS; i++) {
        sum += Math.abs(posterior[i] - prior[i]);
      }
      return sum * 2 * REACH / (POINTS - 1);
    }

    String label() {
      return axis(number - 1);
    }
  }

  /** Returns the name of a dimension, counted from 0, such as z₁ for the first. */
  static String axis(int dimension) {
    StringBuilder name = new StringBuilder("z");
    String.valueOf(dimension + 1).chars().forEach(c -> name.append((char) ('₀' + c - '0')));
    return name.toString();
  }

  /** Returns the dimension, counted from 0, in which the marginals differ most. */
  static int mostDifferent(Marginals posterior, Marginals prior, int dimensions) {
    return byDifference(posterior, prior, dimensions).get(0).number - 1;
  }

  private static List<Dimension> byDifference(
      Marginals posterior, Marginals prior, int dimensions) {
    return IntStream.range(0, dimensions)
        .mapToObj(j -> Dimension.of(j, posterior, prior))
        .sorted(Comparator.comparingDouble(each -> -each.difference()))
        .toList();
  }

  static Figure of(String name, Latent latent) {
    int d = latent.posteriors().dimensions();
    Marginals prior =
        Marginals.of(latent.prior())
            .orElseThrow(() -> ElboException.user("its prior has no marginals in closed form"));
    Marginals posterior = Marginals.of(latent.posteriors());
    List<Dimension> shown =
        byDifference(posterior, prior, d).stream().limit(MOST_DIMENSIONS).toList();
    return Figure.small(
        "marginals-" + name,
        "Marginals of q(z) and p(z), " + latent.setting().label(),
        (shown.size() < d
                ? "The %d of %d dimensions where they differ most. ".formatted(shown.size(), d)
                : "")
            + "z is in standard deviations of q(z) from its mean.",
        String.format(
            Locale.ROOT,
            "KL(q(z) || p(z)) of all dimensions together is %.2f.",
            latent.marginalKl()),
        drawing(shown));
  }

  private static Drawing drawing(List<Dimension> shown) {
    DataFrame curves = new DataFrame("dimension", "which", "z", "density");
    List<String> panels = new ArrayList<>();
    for (Dimension each : shown) {
      panels.add(each.label());
      for (int i = 0; i < POINTS; i++) {
        curves.add(each.label(), DensityGrid.POSTERIOR, each.z[i], each.posterior[i]);
        curves.add(each.label(), DensityGrid.PRIOR, each.z[i], each.prior[i]);
      }
    }
    Plot plot = new Plot(curves.columns());
    Ticks.between(-REACH, REACH, 3).addTo(plot, "x", "", -REACH, REACH);
    return DensityCurves.draw(plot, "dimension", panels, PER_ROW, PANEL_HEIGHT);
  }
}
