package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.elbosurgery.framework.experiment.EpochTerms;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.ReportedRun;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;

/** The terms of the ELBO at the parameters of every few epochs. */
public final class TermsFigure {

  private static final int PANEL_HEIGHT = 190;

  private static final Map<String, ToDoubleFunction<EpochTerms>> QUANTITIES = quantities();

  private TermsFigure() {}

  private static Map<String, ToDoubleFunction<EpochTerms>> quantities() {
    Map<String, ToDoubleFunction<EpochTerms>> quantities = new LinkedHashMap<>();
    quantities.put("reconstruction", terms -> terms.reconstruction().mean());
    quantities.put("marginal KL", terms -> terms.marginalKl().mean());
    quantities.put("mutual information", terms -> terms.mutualInformation().mean());
    return quantities;
  }

  /** Returns the figure; empty if no run has kept its terms while training. */
  public static Optional<Figure> of(Settings settings) {
    DataFrame curves = new DataFrame("panel", "prior", "run", "epoch", "value");
    DataFrame tests = new DataFrame("panel", "prior", "run", "epoch", "value");
    List<String> words = new ArrayList<>();
    for (Setting setting : settings.all()) {
      for (ReportedRun run : setting.runs()) {
        List<EpochTerms> terms =
            run.terms().stream().filter(each -> each.split() == Split.TRAIN).toList();
        for (EpochTerms each : run.terms()) {
          String name = setting.label() + ", seed " + run.seed();
          DataFrame marks = each.split() == Split.TRAIN ? curves : tests;
          QUANTITIES.forEach(
              (quantity, value) ->
                  marks.add(
                      panel(settings, setting.panel(), quantity),
                      setting.prior(),
                      name,
                      each.epoch(),
                      value.applyAsDouble(each)));
        }
        if (!terms.isEmpty()) {
          words.add(sentence(setting, run, terms.get(terms.size() - 1)));
        }
      }
    }
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Figure.of(
            "terms",
            "Terms while training",
            "Terms of the training rows at the parameters after an epoch, in nats per data point."
                + (tests.isEmpty() ? "" : " Dots: the test rows, which have a log N of their own.")
                + " Mutual information is at most log N, "
                + limits(settings)
                + ".",
            String.join(" ", words),
            format -> drawing(settings, curves, tests, format)));
  }

  /** Returns log N of the training rows. */
  private static String limits(Settings settings) {
    return settings.runs().stream()
        .map(run -> String.format(Locale.ROOT, "%.2f", Math.log(run.result().train().size())))
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  private static String panel(Settings settings, String panel, String quantity) {
    return settings.panels().size() == 1 ? quantity : panel + ", " + quantity;
  }

  private static String sentence(Setting setting, ReportedRun run, EpochTerms last) {
    return String.format(
        Locale.ROOT,
        "%s, seed %d, epoch %d: reconstruction %.2f, mutual information %.2f, marginal KL %.2f.",
        setting.label(),
        run.seed(),
        last.epoch(),
        last.reconstruction().mean(),
        last.mutualInformation().mean(),
        last.marginalKl().mean());
  }

  private static Drawing drawing(
      Settings settings, DataFrame curves, DataFrame tests, Format format) {
    List<String> priors = settings.priors();
    List<String> panels = new ArrayList<>();
    for (String panel : settings.panels()) {
      QUANTITIES.keySet().forEach(quantity -> panels.add(panel(settings, panel, quantity)));
    }
    int perRow = Math.min(format.panels(), QUANTITIES.size());
    Plot plot =
        new Plot(curves.columns())
            .add(
                Layer.of("line")
                    .show("x", "epoch")
                    .show("y", "value")
                    .show("color", "prior")
                    .show("linetype", "prior")
                    .show("group", "run")
                    .with("size", 1))
            .values("color", "", priors, Colour.series(priors.size()))
            .values("linetype", "", priors, TrainingFigure.lines(priors.size()))
            .axis("x", "epoch")
            .axis("y", "")
            .wrap("panel", panels, perRow, "free");
    if (!tests.isEmpty()) {
      plot.add(
          Layer.of("point")
              .over(tests.columns())
              .show("x", "epoch")
              .show("y", "value")
              .show("color", "prior")
              .with("show_legend", false)
              .with("size", 2));
    }
    return plot.draw(format.width(), panels.size() / perRow * PANEL_HEIGHT + 70);
  }
}
