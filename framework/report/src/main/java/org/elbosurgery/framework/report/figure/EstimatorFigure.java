package org.elbosurgery.framework.report.figure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.EstimatorSpread;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.surgery.EstimatorComparison.Row;
import org.elbosurgery.framework.table.Typography;

/**
 * By how much other estimators of the marginal KL miss the exact one, beside the value itself, on a
 * logarithmic scale.
 */
public final class EstimatorFigure {

  private static final String ITSELF = "exact: the marginal KL itself";
  private static final String ABOVE = "too large";
  private static final String BELOW = "too small";

  /** Smaller misses are drawn here, in nats. */
  private static final double LEAST = 1e-3;

  /** What the axis is longer than its labels on each side, in powers of ten. */
  private static final double MARGIN = 0.06;

  private final DataFrame points = new DataFrame("panel", "row", "prior", "side", "power");
  private final DataFrame values = new DataFrame("panel", "prior", "power");
  private final Set<String> panels = new LinkedHashSet<>();
  private final Set<String> rows = new LinkedHashSet<>(List.of(ITSELF));
  private final Set<String> priors = new LinkedHashSet<>();
  private final Map<List<String>, List<Double>> numbers = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();
  private double most = LEAST;

  private EstimatorFigure() {}

  /** Returns the figure of a split; empty if no run has other estimators of its codes. */
  public static Optional<Figure> of(Settings settings, Split split) {
    EstimatorFigure figure = new EstimatorFigure();
    for (Setting setting : settings.all()) {
      EstimatorSpread.of(setting, split).forEach(each -> figure.add(setting, each));
    }
    return figure.points.isEmpty() ? Optional.empty() : Optional.of(figure.figure(split));
  }

  private void add(Setting setting, EstimatorSpread estimator) {
    panels.add(setting.panel());
    priors.add(setting.prior());
    if (estimator.isExact()) {
      double value = estimator.value(row -> row.terms().marginalKl()).value();
      values.add(setting.panel(), setting.prior(), power(value));
      say(setting, ITSELF, value);
    } else {
      double missed = estimator.minusExact(Row::marginalKlAbove).value();
      String side = missed < 0 ? BELOW : ABOVE;
      rows.add(estimator.name());
      points.add(setting.panel(), estimator.name(), setting.prior(), side, power(missed));
      say(setting, estimator.name(), missed);
    }
  }

  private void say(Setting setting, String row, double number) {
    numbers.computeIfAbsent(List.of(setting.panel(), row), any -> new ArrayList<>()).add(number);
    words.add("%s, %s: %s.".formatted(setting.label(), row, text(row, number)));
  }

  /** Returns a value, or a miss with its sign. */
  private static String text(String row, double number) {
    return String.format(Locale.ROOT, row.equals(ITSELF) ? "%.3f" : "%+.3f", number);
  }

  /** Returns the numbers of a row: one, or the least and the greatest of several priors. */
  private static String range(String row, List<Double> numbers) {
    String least = text(row, Collections.min(numbers));
    String greatest = text(row, Collections.max(numbers));
    return Typography.withMinus(least.equals(greatest) ? least : least + " to " + greatest);
  }

  private double power(double nats) {
    double size = Math.max(LEAST, Math.abs(nats));
    most = Math.max(most, size);
    return Math.log10(size);
  }

  private Figure figure(Split split) {
    return Figure.of(
        "estimators-" + split.label(),
        "By how much other estimators of the marginal KL miss it (" + split.label() + " rows)",
        "Each line is the exact marginal KL of a prior, whose values are in the first row: an"
            + " estimator with a mark to the right of it errs by more than there is to measure."
            + " Filled marks are too large, empty ones too small. Misses below 0.001 nats, on the"
            + " left, are drawn there. Of several seeds, the mean.",
        String.join(" ", words),
        this::drawing);
  }

  private Drawing drawing(Format format) {
    List<String> fromBelow = new ArrayList<>(rows);
    Collections.reverse(fromBelow);
    List<String> names = List.copyOf(priors);
    double low = Math.log10(LEAST);
    double high = Math.ceil(Math.log10(most));
    RowWords labels = new RowWords();
    panels.forEach(panel -> labels.reach(panel, low, high));
    numbers.forEach(
        (place, all) -> labels.add(place.get(0), place.get(1), range(place.get(1), all)));
    List<Integer> powers = IntStream.rangeClosed((int) low, (int) high).boxed().toList();
    Plot plot =
        new Plot(points.columns())
            .add(
                Layer.of("vline")
                    .over(values.columns())
                    .show("xintercept", "power")
                    .show("color", "prior")
                    .with("size", 0.8)
                    .with("show_legend", false))
            .add(
                Layer.of("point")
                    .show("x", "power")
                    .show("y", "row")
                    .show("color", "prior")
                    .show("shape", "side")
                    .with("size", 3.5))
            .values("color", "", names, Colour.series(names.size()))
            .values("shape", "", List.of(ABOVE, BELOW), List.of(16, 1))
            .labels(
                "x",
                "nats per data point",
                low - MARGIN,
                high + MARGIN,
                powers.stream().map(Integer::doubleValue).toList(),
                powers.stream().map(EstimatorFigure::nats).toList())
            .wrap("panel", List.copyOf(panels), 1, "free_x");
    labels.addTo(plot, fromBelow, format);
    return plot.draw(
        format.width(), new Panels(panels.size(), format).ofRowsWithAxes(fromBelow.size()));
  }

  private static String nats(int power) {
    return BigDecimal.ONE.scaleByPowerOfTen(power).toPlainString();
  }
}
