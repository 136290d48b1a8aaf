package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.framework.annealing.AnnealedRows;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.annealing.AnnealingSettings;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.likelihood.LikelihoodSummary;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;

/** The closest bounds on log p(x) of the test rows that each prior has, from below. */
public final class LikelihoodFigure {

  private static final String IMPORTANCE = "importance-weighted bound";
  private static final String ANNEALING = "bound by annealing";

  private static final Comparator<AnnealingSettings> FINER =
      Comparator.comparingInt(AnnealingSettings::temperatures)
          .thenComparingInt(AnnealingSettings::chains)
          .thenComparing(AnnealingSettings::start);

  private final DataFrame points = new DataFrame("panel", "row", "what", "nats");
  private final DataFrame errors = new DataFrame("panel", "row", "low", "high");
  private final Set<String> panels = new LinkedHashSet<>();
  private final Set<String> rows = new LinkedHashSet<>();
  private final Set<String> kinds = new LinkedHashSet<>();
  private final RowWords labels = new RowWords();
  private final List<String> words = new ArrayList<>();
  private final ErrorBars bars = new ErrorBars("one standard error, from the sampling of z");

  private LikelihoodFigure() {}

  /** Returns the figure; empty if no run has a bound of its test rows. */
  public static Optional<Figure> of(Settings settings) {
    LikelihoodFigure figure = new LikelihoodFigure();
    settings.all().forEach(figure::add);
    return figure.panels.isEmpty() ? Optional.empty() : Optional.of(figure.figure());
  }

  private void add(Setting setting) {
    Optional<Spread> importance =
        setting.likelihoods().stream()
            .filter(result -> result.split() == Split.TEST)
            .map(LikelihoodSummary::samples)
            .max(Comparator.naturalOrder())
            .flatMap(most -> importance(setting, most));
    Optional<Spread> annealing =
        setting.annealings().stream()
            .filter(result -> isOfSameRows(setting, result))
            .map(AnnealingResult::settings)
            .max(FINER)
            .flatMap(finest -> annealing(setting, finest));
    importance.ifPresent(bound -> add(setting, IMPORTANCE, bound));
    annealing.ifPresent(bound -> add(setting, ANNEALING, bound));
    List<String> numbers = new ArrayList<>();
    importance.ifPresent(bound -> numbers.add(number(bound)));
    annealing.ifPresent(bound -> numbers.add(number(bound)));
    if (!numbers.isEmpty()) {
      labels.add(setting.panel(), setting.prior(), String.join(" / ", numbers));
    }
  }

  private static Optional<Spread> importance(Setting setting, int samples) {
    return Spread.of(
        setting.likelihoods().stream()
            .filter(result -> result.split() == Split.TEST && result.samples() == samples)
            .map(result -> result.bound().estimate())
            .toList());
  }

  private static Optional<Spread> annealing(Setting setting, AnnealingSettings settings) {
    return Spread.of(
        setting.annealings().stream()
            .filter(result -> isOfSameRows(setting, result))
            .filter(result -> result.settings().equals(settings))
            .map(AnnealingResult::lower)
            .toList());
  }

  /** Returns whether a result is of test rows, of the same ones as the other bounds if any. */
  private static boolean isOfSameRows(Setting setting, AnnealingResult result) {
    return result.rows() == AnnealedRows.TEST
        && (setting.likelihoods().isEmpty()
            || setting.likelihoods().stream()
                .anyMatch(bound -> bound.rowsSha256().equals(result.rowsSha256())));
  }

  private static String number(Spread bound) {
    return String.format(Locale.ROOT, "%.2f", bound.value());
  }

  private void add(Setting setting, String kind, Spread bound) {
    panels.add(setting.panel());
    rows.add(setting.prior());
    kinds.add(kind);
    double low = bound.value() - bound.reach();
    double high = bound.value() + bound.reach();
    points.add(setting.panel(), setting.prior(), kind, bound.value());
    errors.add(setting.panel(), setting.prior(), low, high);
    labels.reach(setting.panel(), low, high);
    bars.add(bound);
    words.add("%s, %s: %s.".formatted(setting.label(), kind, ErrorBars.words(bound)));
  }

  private Figure figure() {
    return Figure.of(
        "likelihood",
        "Lower bounds on log p(x), test rows",
        "Both are below log p(x) in expectation, the higher one is closer. The numbers on the right"
            + " are those of the marks. Each panel has a scale of its own."
            + bars.sentence(),
        String.join(" ", words),
        this::drawing);
  }

  private Drawing drawing(Format format) {
    List<String> fromBelow = new ArrayList<>(rows);
    Collections.reverse(fromBelow);
    Plot plot =
        new Plot(points.columns())
            .add(Marks.errorBars(errors))
            .add(
                Layer.of("point")
                    .show("x", "nats")
                    .show("y", "row")
                    .show("shape", "what")
                    .show("color", "what")
                    .with("size", 3.5))
            .values(
                "shape",
                "",
                List.copyOf(kinds),
                kinds.stream().map(LikelihoodFigure::shape).toList())
            .values(
                "color",
                "",
                List.copyOf(kinds),
                kinds.stream().map(LikelihoodFigure::colour).toList())
            .axis("x", "nats per data point")
            .wrap("panel", List.copyOf(panels), 1, "free_x");
    labels.addTo(plot, fromBelow, format);
    return plot.draw(
        format.width(), new Panels(panels.size(), format).ofRowsWithAxes(fromBelow.size()));
  }

  private static int shape(String kind) {
    return kind.equals(IMPORTANCE) ? 16 : 17;
  }

  private static String colour(String kind) {
    return (kind.equals(IMPORTANCE) ? Colour.FIRST : Colour.FIFTH).literal();
  }
}
