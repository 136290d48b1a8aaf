package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.KeptGap.FrozenPrior;

/** The part of the standard Gaussian's marginal KL that each prior closes. */
final class GapFigure {

  private GapFigure() {}

  /** Returns the figure; empty where nothing can be compared with the standard Gaussian. */
  static Optional<Figure> of(Settings settings) {
    Frame points = new Frame("panel", "prior", "how", "percent", "low", "high");
    List<String> words = new ArrayList<>();
    Comparisons comparisons = new Comparisons(settings);
    for (Setting setting : settings.all()) {
      for (Split split : Split.values()) {
        Spread.of(comparisons.gapsClosed(setting, split))
            .ifPresent(spread -> add(points, words, setting, split, spread));
      }
    }
    return points.isEmpty() ? Optional.empty() : Optional.of(draw(settings, points, words));
  }

  private static void add(
      Frame points, List<String> words, Setting setting, Split split, Spread spread) {
    Estimate closed = new Estimate(spread.value(), spread.error(), 1);
    add(points, words, setting.panel(), setting.prior(), split, closed);
  }

  private static void add(
      Frame points, List<String> words, String panel, String prior, Split split, Estimate closed) {
    double percent = 100 * closed.mean();
    double error = 100 * closed.standardError();
    points.add(panel, prior, how(split), percent, percent - error, percent + error);
    words.add(
        String.format(
            Locale.ROOT,
            "%s, %s, %s rows: %.1f %% with an error of %.1f.",
            panel,
            prior,
            split.label(),
            percent,
            error));
  }

  private static String how(Split split) {
    return split.label() + " rows";
  }

  /** Returns the same of priors held against frozen encoders; empty where that was not done. */
  static Optional<Figure> ofFrozen(Settings settings) {
    Frame points = new Frame("panel", "prior", "how", "percent", "low", "high");
    List<String> words = new ArrayList<>();
    List<String> panels = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      String panel = "codes of " + setting.label();
      for (FrozenPrior prior : setting.first().gap().map(KeptGap::priors).orElse(List.of())) {
        String name = prior.name() + ", " + prior.origin();
        prior
            .gaps()
            .forEach(
                (split, gap) ->
                    gap.closed()
                        .filter(closed -> closed.samples() > 0)
                        .ifPresent(
                            closed -> {
                              add(points, words, panel, name, split, closed);
                              panels.add(panel);
                              rows.add(name);
                            }));
      }
    }
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Figure(
                "gap-frozen",
                "Gap closed by each prior with the encoder as it is",
                "Priors held against the codes of a frozen encoder; fitted ones by maximum likelihood.",
                String.join(" ", words),
                draw(points, distinct(panels), distinct(rows))));
  }

  private static List<String> distinct(List<String> names) {
    return names.stream().distinct().toList();
  }

  private static Figure draw(Settings settings, Frame points, List<String> words) {
    List<String> rows = new ArrayList<>(settings.priors());
    settings.all().stream()
        .filter(Setting::hasStandardGaussian)
        .map(Setting::prior)
        .forEach(rows::remove);
    return new Figure(
        "gap-closed",
        "Gap closed by each prior, trained jointly with its model",
        "1 - marginal KL / marginal KL with the standard Gaussian, with its error as in the table.",
        String.join(" ", words),
        draw(points, settings.panels(), rows));
  }

  private static Drawing draw(Frame points, List<String> panels, List<String> names) {
    List<String> rows = new ArrayList<>(names);
    Collections.reverse(rows);
    List<String> how = List.of(how(Split.TRAIN), how(Split.TEST));
    Plot plot =
        new Plot(points.columns())
            .add(Layer.of("vline").with("xintercept", 0).with("color", Colour.FAINT.literal()))
            .add(
                Layer.of("errorbar")
                    .show("xmin", "low")
                    .show("xmax", "high")
                    .show("y", "prior")
                    .show("color", "how")
                    .with("width", 0.3)
                    .with("size", 0.8))
            .add(
                Layer.of("point")
                    .show("x", "percent")
                    .show("y", "prior")
                    .show("color", "how")
                    .show("shape", "how")
                    .with("size", 3.5))
            .values("color", "", how, List.of(Colour.FIRST.literal(), Colour.FIFTH.literal()))
            .values("shape", "", how, List.of(16, 17))
            .order("y", "", rows)
            .axis("x", "gap closed, % of the standard Gaussian's marginal KL")
            .wrap("panel", panels, 1, "fixed")
            .horizontal();
    return plot.draw(Panels.WIDTH, panels.size() * (rows.size() * 28 + 44) + 80);
  }
}
