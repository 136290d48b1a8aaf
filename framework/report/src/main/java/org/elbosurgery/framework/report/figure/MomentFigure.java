package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.MomentPart;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;

/** How each aggregate posterior differs from the standard Gaussian, as a bar with four parts. */
public final class MomentFigure {

  private static final List<String> PARTS =
      Arrays.stream(MomentPart.values()).map(MomentPart::label).toList();

  private MomentFigure() {}

  /** Returns the figure; empty if no run has a gap analysis. */
  public static Optional<Figure> of(Settings settings) {
    DataFrame bars = new DataFrame("panel", "prior", "part", "start", "nats");
    List<String> panels = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Setting setting : settings.all()) {
      if (!setting.gaps().isEmpty()) {
        add(bars, words, setting);
        if (!panels.contains(setting.panel())) {
          panels.add(setting.panel());
        }
      }
    }
    return bars.isEmpty() ? Optional.empty() : Optional.of(draw(settings, bars, panels, words));
  }

  private static void add(DataFrame bars, List<String> words, Setting setting) {
    List<String> numbers = new ArrayList<>();
    for (MomentPart part : MomentPart.values()) {
      Spread spread = part.spread(setting.gaps()).orElseThrow();
      bars.add(setting.panel(), setting.prior(), part.label(), 0, Math.max(0, spread.value()));
      numbers.add(part.label() + " " + ErrorBars.words(spread));
    }
    words.add(setting.label() + ": " + String.join(", ", numbers) + ".");
  }

  private static Figure draw(
      Settings settings, DataFrame bars, List<String> panels, List<String> words) {
    List<String> rows = new ArrayList<>(settings.priors());
    rows.retainAll(bars.columns().get("prior"));
    Collections.reverse(rows);
    List<String> colours =
        List.of(
            Colour.SIXTH.literal(),
            Colour.FIRST.literal(),
            Colour.THIRD.literal(),
            Colour.SECOND.literal());
    Plot plot =
        new Plot(bars.columns())
            .add(Marks.bars("part"))
            .add(Marks.absent(bars.columns(), rows, "start"))
            .values("fill", "", PARTS, colours)
            .order("y", "", rows)
            .axis("x", "nats per data point")
            .wrap("panel", panels, 1, "free_x")
            .horizontal();
    boolean isOfSeveralSeeds = settings.all().stream().anyMatch(each -> each.gaps().size() > 1);
    return new Figure(
        "moments",
        "What is wrong with each aggregate posterior beside the standard Gaussian",
        "The standard Gaussian's marginal KL of each encoder, in four parts; only the negentropy"
            + " takes a prior that is no Gaussian. "
            + (isOfSeveralSeeds ? "Means over the seeds. " : "")
            + "Each panel has a scale of its own.",
        String.join(" ", words),
        plot.draw(Panels.WIDTH, new Panels(panels.size()).ofRows(rows.size(), true)));
  }
}
