package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.FrozenGap;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;

/** The part of the standard Gaussian's marginal KL that each prior closes. */
public final class GapFigure {

  private final DataFrame points =
      new DataFrame("panel", "prior", "how", "percent", "low", "high", "zero");
  private final Set<String> panels = new LinkedHashSet<>();
  private final Set<String> priors = new LinkedHashSet<>();
  private final List<String> words = new ArrayList<>();
  private final ErrorBars bounds;

  private GapFigure(String standardError) {
    bounds = new ErrorBars(standardError);
  }

  /** Returns the figure for models trained with each prior; empty if nothing can be compared. */
  public static Optional<Figure> joint(Settings settings) {
    GapFigure figure =
        new GapFigure("one standard error, paired by data point, from the choice of the data too");
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
        "1 - marginal KL / marginal KL with the standard Gaussian prior.");
  }

  /**
   * Returns the figure for priors compared with the codes of frozen encoders; empty if there is no
   * gap analysis.
   */
  public static Optional<Figure> frozen(Settings settings) {
    GapFigure figure = new GapFigure("one standard error, from the sampling of z");
    for (FrozenGap gap : FrozenGap.of(settings)) {
      String panel = "codes of " + gap.setting().label();
      String prior = gap.prior() + ", " + gap.origin();
      gap.closed()
          .filter(
              closed -> gap.kind() != Kind.STANDARD) // which by definition closes 0 of its own gap
          .ifPresent(closed -> figure.add(panel, prior, gap.split(), closed));
    }
    return figure.draw(
        "gap-frozen",
        "Gap closed by each prior with the encoder as it is",
        "Priors held against the codes of a frozen encoder; fitted ones by maximum likelihood.");
  }

  private void add(String panel, String prior, Split split, Spread closed) {
    Spread percent = closed.times(100);
    panels.add(panel);
    priors.add(prior);
    points.add(
        panel,
        prior,
        how(split),
        percent.value(),
        percent.value() - percent.reach(),
        percent.value() + percent.reach(),
        0);
    bounds.add(closed);
    words.add(
        "%s, %s, %s, in %%: %s.".formatted(panel, prior, how(split), ErrorBars.words(percent)));
  }

  private static String how(Split split) {
    return split.label() + " rows";
  }

  private static String colour(Split split) {
    return (split == Split.TRAIN ? Colour.FIRST : Colour.FIFTH).literal();
  }

  private static int shape(Split split) {
    return split == Split.TRAIN ? 16 : 17;
  }

  private Optional<Figure> draw(String name, String title, String note) {
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Figure(name, title, note + bounds.sentence(), String.join(" ", words), drawing()));
  }

  private Drawing drawing() {
    List<String> rows = new ArrayList<>(priors);
    Collections.reverse(rows);
    List<Split> splits =
        Arrays.stream(Split.values())
            .filter(split -> points.columns().get("how").contains(how(split)))
            .toList();
    List<String> how = splits.stream().map(GapFigure::how).toList();
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
            .add(Marks.absent(points.columns(), rows, "zero"))
            .values("color", "", how, splits.stream().map(GapFigure::colour).toList())
            .values("shape", "", how, splits.stream().map(GapFigure::shape).toList())
            .order("y", "", rows)
            .axis("x", "gap closed, % of the standard Gaussian's marginal KL")
            .wrap("panel", List.copyOf(panels), 1, "fixed")
            .horizontal();
    return plot.draw(Panels.WIDTH, new Panels(panels.size()).ofRows(rows.size(), false));
  }
}
