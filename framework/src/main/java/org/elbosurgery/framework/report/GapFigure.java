package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.KeptGap.FrozenPrior;

/** The part of the standard Gaussian's marginal KL that each prior closes. */
final class GapFigure {

  private final Frame points = new Frame("panel", "prior", "how", "percent", "low", "high");
  private final Set<String> panels = new LinkedHashSet<>();
  private final Set<String> priors = new LinkedHashSet<>();
  private final List<String> words = new ArrayList<>();

  private GapFigure() {}

  /** Returns that of models with a prior of their own; empty where nothing can be compared. */
  static Optional<Figure> joint(Settings settings) {
    GapFigure figure = new GapFigure();
    Comparisons comparisons = new Comparisons(settings);
    for (Setting setting : settings.all()) {
      for (Split split : Split.values()) {
        Spread.of(comparisons.gapsClosed(setting, split))
            .ifPresent(spread -> figure.add(setting.panel(), setting.prior(), split, spread));
      }
    }
    return figure.draw(
        "gap-closed",
        "Gap closed by each prior, trained jointly with its model",
        "1 - marginal KL / marginal KL with the standard Gaussian, with its error as in the table.");
  }

  /** Returns that of priors held against frozen encoders; empty where that was not done. */
  static Optional<Figure> frozen(Settings settings) {
    GapFigure figure = new GapFigure();
    for (Setting setting : settings.all()) {
      for (FrozenPrior prior : setting.first().gap().map(KeptGap::priors).orElse(List.of())) {
        prior
            .gaps()
            .forEach(
                (split, gap) ->
                    gap.closed()
                        .filter(closed -> closed.samples() > 0) // else it is the standard Gaussian
                        .flatMap(closed -> Spread.of(List.of(closed)))
                        .ifPresent(
                            spread ->
                                figure.add(
                                    "codes of " + setting.label(),
                                    prior.name() + ", " + prior.origin(),
                                    split,
                                    spread)));
      }
    }
    return figure.draw(
        "gap-frozen",
        "Gap closed by each prior with the encoder as it is",
        "Priors held against the codes of a frozen encoder; fitted ones by maximum likelihood.");
  }

  private void add(String panel, String prior, Split split, Spread closed) {
    double percent = 100 * closed.value();
    double error = 100 * closed.error();
    panels.add(panel);
    priors.add(prior);
    points.add(panel, prior, how(split), percent, percent - error, percent + error);
    words.add(
        String.format(
            Locale.ROOT,
            "%s, %s, %s: %.1f %% with an error of %.1f.",
            panel,
            prior,
            how(split),
            percent,
            error));
  }

  private static String how(Split split) {
    return split.label() + " rows";
  }

  private Optional<Figure> draw(String name, String title, String note) {
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(new Figure(name, title, note, String.join(" ", words), drawing()));
  }

  private Drawing drawing() {
    List<String> rows = new ArrayList<>(priors);
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
            .wrap("panel", List.copyOf(panels), 1, "fixed")
            .horizontal();
    return plot.draw(Panels.WIDTH, panels.size() * (rows.size() * 28 + 44) + 80);
  }
}
