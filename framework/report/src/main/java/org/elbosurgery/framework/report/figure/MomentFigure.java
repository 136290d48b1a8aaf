package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.MomentPart;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;

/** How each aggregate posterior differs from the standard Gaussian, as a bar with four parts. */
public final class MomentFigure {

  private static final List<String> PARTS =
      Arrays.stream(MomentPart.values()).map(MomentPart::label).toList();

  private static final List<String> COLOURS =
      List.of(
          Colour.FOURTH.literal(),
          Colour.FIRST.literal(),
          Colour.THIRD.literal(),
          Colour.SECOND.literal());

  private MomentFigure() {}

  /** Returns the figure; empty if no run has a gap analysis. */
  public static Optional<Figure> of(Settings settings) {
    DataFrame bars = new DataFrame("panel", "row", "part", "nats");
    List<String> panels = new ArrayList<>();
    RowWords labels = new RowWords();
    List<String> words = new ArrayList<>();
    for (Setting setting : settings.all()) {
      if (!setting.gaps().isEmpty()) {
        add(bars, labels, words, setting);
        if (!panels.contains(setting.panel())) {
          panels.add(setting.panel());
        }
      }
    }
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(draw(settings, bars, labels, panels, words));
  }

  private static void add(DataFrame bars, RowWords labels, List<String> words, Setting setting) {
    List<String> numbers = new ArrayList<>();
    double sum = 0;
    for (MomentPart part : MomentPart.values()) {
      Spread spread = part.spread(setting.gaps()).orElseThrow();
      bars.add(setting.panel(), setting.prior(), part.label(), Math.max(0, spread.value()));
      sum += spread.value();
      numbers.add(part.label() + " " + ErrorBars.words(spread));
    }
    labels.add(setting.panel(), setting.prior(), String.format(Locale.ROOT, "%.2f", sum));
    labels.reach(setting.panel(), 0, sum);
    words.add(setting.label() + ": " + String.join(", ", numbers) + ".");
  }

  private static Figure draw(
      Settings settings, DataFrame bars, RowWords labels, List<String> panels, List<String> words) {
    List<String> rows = new ArrayList<>(settings.priors());
    rows.retainAll(bars.columns().get("row"));
    Collections.reverse(rows);
    boolean isOfSeveralSeeds = settings.all().stream().anyMatch(each -> each.gaps().size() > 1);
    return Figure.of(
        "moments",
        "What is wrong with each aggregate posterior beside the standard Gaussian",
        "The standard Gaussian's marginal KL of each encoder, whose value is on the right, in four"
            + " parts; only the negentropy takes a prior that is no Gaussian. "
            + (isOfSeveralSeeds ? "Means over the seeds. " : "")
            + "Each panel has a scale of its own.",
        String.join(" ", words),
        format -> drawing(bars, labels, panels, rows, format));
  }

  private static Drawing drawing(
      DataFrame bars, RowWords labels, List<String> panels, List<String> rows, Format format) {
    Plot plot =
        new Plot(bars.columns())
            .add(Marks.bars("part"))
            .values("fill", "", PARTS, COLOURS)
            .axis("x", "nats per data point")
            .wrap("panel", panels, 1, "free_x");
    labels.addTo(plot, rows, format);
    return plot.draw(format.width(), new Panels(panels.size(), format).ofRowsWithAxes(rows.size()));
  }
}
