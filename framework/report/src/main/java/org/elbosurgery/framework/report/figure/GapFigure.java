package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.Finding;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.Findings;
import org.elbosurgery.framework.report.runs.FrozenGap;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Typography;

/** The share of the standard Gaussian's marginal KL that each prior closes, as a bar. */
public final class GapFigure {

  private static final double WHOLE = 100;

  private final DataFrame bars = new DataFrame("panel", "row", "percent", "low", "high");
  private final DataFrame seeds = new DataFrame("panel", "row", "percent");
  private final Set<String> panels = new LinkedHashSet<>();
  private final Set<String> rows = new LinkedHashSet<>();
  private final RowWords labels = new RowWords();
  private final List<String> words = new ArrayList<>();
  private final ErrorBars bounds;
  private double low;
  private double high = WHOLE;

  private GapFigure(ErrorBars bounds) {
    this.bounds = bounds;
  }

  /**
   * Returns the figure for models trained with each prior; empty if nothing can be compared. Models
   * of whose shares {@linkplain Findings#forbidding nothing can be said} have none.
   */
  public static Optional<Figure> joint(Settings settings, Split split) {
    GapFigure figure =
        new GapFigure(
            new ErrorBars(
                "one standard error, paired by data point, from the choice of the data too",
                "95 % intervals of the mean over other seeds, by Student's t"));
    Comparisons comparisons = new Comparisons(settings);
    Findings findings = new Findings(settings);
    for (Setting setting : settings.all()) {
      List<Estimate> shares = comparisons.gapsClosed(setting, split);
      Spread.of(shares)
          .ifPresent(
              closed ->
                  findings
                      .forbidding(setting)
                      .ifPresentOrElse(
                          finding -> figure.addWithout(setting, finding),
                          () -> figure.addJoint(setting, closed, shares)));
    }
    return figure.figure(
        "gap-closed-" + split.label(),
        "Gap closed by each prior, trained jointly with its model (" + split.label() + " rows)",
        "1\u00a0\u2212\u00a0marginal\u00a0KL / marginal\u00a0KL with the standard Gaussian prior.");
  }

  /**
   * Returns the figure for priors compared with the codes of frozen encoders; empty if there is no
   * gap analysis.
   */
  public static Optional<Figure> frozen(Settings settings, Split split) {
    GapFigure figure = new GapFigure(new ErrorBars("one standard error, from the sampling of z"));
    for (FrozenGap gap : FrozenGap.of(settings)) {
      Setting setting = gap.setting();
      String row = setting.prior() + " codes: " + gap.prior() + ", " + gap.origin();
      gap.closed()
          .filter(closed -> gap.split() == split)
          .filter(closed -> gap.kind() != Kind.STANDARD) // which closes 0 of its own gap
          .filter(closed -> gap.kind() != Kind.OWN || !setting.hasStandardGaussian())
          .ifPresent(closed -> figure.add(setting.panel(), row, closed));
    }
    return figure.figure(
        "gap-frozen-" + split.label(),
        "Gap closed by each prior with the encoder as it is (" + split.label() + " rows)",
        "Priors held against the codes of a frozen encoder; fitted ones by maximum likelihood.");
  }

  private void addWithout(Setting setting, Finding finding) {
    panels.add(setting.panel());
    rows.add(setting.prior());
    labels.add(setting.panel(), setting.prior(), finding.word());
    words.add(setting.label() + ": " + finding.word() + ".");
  }

  private void add(String panel, String row, Spread closed) {
    addBar(panel, row, closed, closed.reach());
    labels.add(panel, row, closed.percent());
    words.add("%s, %s: %s (%s).".formatted(panel, row, closed.percent(), closed.kind()));
  }

  /** Adds the shares of jointly trained models: of several seeds each, their mean and interval. */
  private void addJoint(Setting setting, Spread closed, List<Estimate> shares) {
    String panel = setting.panel();
    String row = setting.prior();
    if (closed.interval().isEmpty()) {
      add(panel, row, closed);
      return;
    }
    double reach = closed.interval().getAsDouble();
    String label =
        String.format(
            Locale.ROOT,
            "%.1f %% (%.1f to %.1f)",
            WHOLE * closed.value(),
            WHOLE * (closed.value() - reach),
            WHOLE * (closed.value() + reach));
    addBar(panel, row, closed, reach);
    labels.add(panel, row, Typography.withMinus(label));
    words.add("%s, %s: %s, %d seeds.".formatted(panel, row, label, closed.runs()));
    for (Estimate share : shares) {
      seeds.add(panel, row, WHOLE * share.mean());
    }
  }

  private void addBar(String panel, String row, Spread closed, double reach) {
    panels.add(panel);
    rows.add(row);
    double value = WHOLE * closed.value();
    double from = value - WHOLE * reach;
    double to = value + WHOLE * reach;
    low = Math.min(low, from);
    high = Math.max(high, to);
    bars.add(panel, row, value, from, to);
    bounds.add(closed);
  }

  private Optional<Figure> figure(String name, String title, String note) {
    if (bars.isEmpty()) {
      return Optional.empty();
    }
    List<String> fromBelow = new ArrayList<>(rows);
    Collections.reverse(fromBelow);
    panels.forEach(panel -> labels.reach(panel, low, high));
    Marks.fill(bars, List.copyOf(panels), fromBelow, 0, null, null);
    return Optional.of(
        Figure.of(
            name,
            title,
            note + bounds.sentence() + (seeds.isEmpty() ? "" : " Circles: the seeds."),
            String.join(" ", words),
            format -> drawing(fromBelow, format)));
  }

  private Drawing drawing(List<String> fromBelow, Format format) {
    Plot plot =
        new Plot(bars.columns())
            .add(
                Layer.of("bar")
                    .show("x", "percent")
                    .show("y", "row")
                    .with("orientation", "y")
                    .with("width", Marks.WIDTH)
                    .with("size", 0)
                    .with("fill", Colour.FIRST.literal()))
            .add(Layer.of("vline").with("xintercept", 0).with("color", Colour.FAINT.literal()))
            .add(Marks.errorBars(bars))
            .limits("x", "gap closed, %", low, high)
            .wrap("panel", List.copyOf(panels), 1, "fixed");
    if (!seeds.isEmpty()) {
      plot.add(
          Layer.of("point")
              .over(seeds.columns())
              .show("x", "percent")
              .show("y", "row")
              .with("shape", 21)
              .with("fill", Colour.PAPER.literal())
              .with("color", Colour.INK.literal())
              .with("size", 2.2));
    }
    labels.addTo(plot, fromBelow, format);
    return plot.draw(format.width(), new Panels(panels.size(), format).ofRows(fromBelow.size()));
  }
}
