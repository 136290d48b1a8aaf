package org.elbosurgery.framework.report.figure;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;

/**
 * Distortion against rate, a line through the runs of a prior that differ in beta, the weight of
 * the average KL (Alemi et al. 2018).
 */
public final class RateDistortionFigure {

  /** A label begins at some distance from its point; Lets-Plot would remove an ordinary blank. */
  private static final String APART = "\u200b\u2002";

  private static final int PANEL_HEIGHT = 380;

  private final DataFrame points =
      new DataFrame(
          "panel", "prior", "rows", "line", "rate", "distortion", "low", "high", "left", "right");
  private final DataFrame labels = new DataFrame("panel", "rate", "distortion", "beta");
  private final Set<String> panels = new LinkedHashSet<>();
  private final Set<String> priors = new LinkedHashSet<>();
  private final Set<String> rows = new LinkedHashSet<>();
  private final List<String> words = new ArrayList<>();
  private final ErrorBars bars = new ErrorBars("one standard error, from the sampling of z");

  private RateDistortionFigure() {}

  /** Returns the figure; empty if no two runs differ in beta but not in other options. */
  public static Optional<Figure> of(Settings settings) {
    RateDistortionFigure figure = new RateDistortionFigure();
    for (List<Setting> curve : curves(settings)) {
      for (Split split : Split.values()) {
        curve.forEach(setting -> figure.add(setting, split));
      }
    }
    return figure.points.isEmpty() ? Optional.empty() : Optional.of(figure.draw());
  }

  /** Returns the settings that differ in beta alone, in the order of beta; none of one setting. */
  private static List<List<Setting>> curves(Settings settings) {
    Map<List<String>, List<Setting>> curves = new LinkedHashMap<>();
    for (Setting setting : settings.all()) {
      if (setting.runs().isEmpty()) {
        continue;
      }
      List<String> key =
          List.of(setting.panelWithout("beta"), setting.prior(), setting.dataSha256());
      curves.computeIfAbsent(key, any -> new ArrayList<>()).add(setting);
    }
    curves.values().forEach(curve -> curve.sort(comparingDouble(RateDistortionFigure::beta)));
    return curves.values().stream().filter(curve -> curve.size() > 1).toList();
  }

  private static double beta(Setting setting) {
    return setting.runs().get(0).spec().training().beta();
  }

  private void add(Setting setting, Split split) {
    Optional<Spread> rate = spread(setting, split, Term.AVERAGE_KL);
    Optional<Spread> reconstruction = spread(setting, split, Term.RECONSTRUCTION);
    if (rate.isEmpty() || reconstruction.isEmpty()) {
      return;
    }
    Spread r = rate.get();
    Spread d = reconstruction.get().times(-1);
    String panel = setting.panelWithout("beta");
    String how = split.label() + " rows";
    panels.add(panel);
    priors.add(setting.prior());
    rows.add(how);
    points.add(
        panel,
        setting.prior(),
        how,
        setting.prior() + how,
        r.value(),
        d.value(),
        d.value() - d.reach(),
        d.value() + d.reach(),
        r.value() - r.reach(),
        r.value() + r.reach());
    if (split == Split.TRAIN) {
      labels.add(panel, r.value(), d.value(), APART + setting.others().get("beta"));
    }
    bars.add(d);
    words.add(
        "%s, %s: rate %s, distortion %s."
            .formatted(setting.label(), how, ErrorBars.words(r), ErrorBars.words(d)));
  }

  private static Optional<Spread> spread(Setting setting, Split split, Term term) {
    return Spread.of(Comparisons.estimates(setting.surgeries(split), term));
  }

  private Figure draw() {
    return Figure.of(
        "rate-distortion",
        "Distortion against rate",
        "Each line joins the runs of a prior in the order of beta, the weight of the average KL in the"
            + " loss, whose values are beside the training rows. Distortion is minus the"
            + " reconstruction, rate the average KL; their sum is minus the ELBO."
            + bars.sentence(),
        String.join(" ", words),
        this::drawing);
  }

  private Drawing drawing(Format format) {
    Panels layout = new Panels(panels.size(), format);
    List<String> names = List.copyOf(priors);
    List<String> splits = List.copyOf(rows);
    return new Plot(points.columns())
        .add(line("path").show("linetype", "rows").with("size", 1))
        .add(line("errorbar").show("ymin", "low").show("ymax", "high").with("width", 0))
        .add(line("errorbar").show("xmin", "left").show("xmax", "right").with("height", 0))
        .add(line("point").show("shape", "rows").with("size", 3))
        .add(
            Layer.of("text")
                .over(labels.columns())
                .show("x", "rate")
                .show("y", "distortion")
                .show("label", "beta")
                .with("size", 5)
                .with("vjust", "bottom")
                .with("hjust", "left")
                .with("color", Colour.INK.literal()))
        .values("color", "", names, Colour.series(names.size()))
        .values("linetype", "", splits, TrainingFigure.lines(splits.size()))
        .values("shape", "", splits, List.of(16, 17).subList(0, splits.size()))
        .theme("geom", new HashMap<>(Map.of("pen", Colour.INK.literal()))) // of the legend
        .axis("x", "rate: average KL, nats")
        .axis("y", "distortion: − reconstruction, nats")
        .wrap("panel", List.copyOf(panels), layout.perRow(), "free")
        .draw(format.width(), layout.height(PANEL_HEIGHT));
  }

  private static Layer line(String geometry) {
    return Layer.of(geometry)
        .show("x", "rate")
        .show("y", "distortion")
        .show("color", "prior")
        .show("group", "line");
  }
}
