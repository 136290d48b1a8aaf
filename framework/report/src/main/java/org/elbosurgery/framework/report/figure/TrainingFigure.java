package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.framework.experiment.EpochTerms;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.report.runs.ReportedRun;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.training.EpochMetrics;

/** The ELBO of every run, epoch by epoch. */
public final class TrainingFigure {

  /**
   * One over the share of the first epochs that is left out, where the curves are so steep that
   * nothing else could be seen.
   */
  private static final int STEEP_PART = 20;

  private static final List<String> LINES = List.of("solid", "dashed", "dotted", "dotdash");

  private TrainingFigure() {}

  /** Returns the figure; empty if no run has been trained for long enough. */
  public static Optional<Figure> of(Settings settings, Optional<Reference> reference) {
    DataFrame curves = new DataFrame("panel", "prior", "run", "epoch", "elbo");
    DataFrame tests = new DataFrame("panel", "prior", "run", "epoch", "elbo");
    List<String> words = new ArrayList<>();
    for (Setting setting : settings.all()) {
      for (ReportedRun run : setting.runs()) {
        List<EpochMetrics> metrics = run.metrics();
        for (EpochMetrics m : metrics.subList(metrics.size() / STEEP_PART, metrics.size())) {
          String name = setting.label() + ", seed " + run.seed();
          curves.add(setting.panel(), setting.prior(), name, m.epoch(), m.elbo());
        }
        run.terms().stream()
            .filter(terms -> terms.split() == Split.TEST)
            .filter(terms -> terms.epoch() > metrics.size() / STEEP_PART)
            .forEach(
                terms ->
                    tests.add(setting.panel(), setting.prior(), "", terms.epoch(), elbo(terms)));
        if (!metrics.isEmpty()) {
          words.add(sentence(setting, run));
        }
      }
    }
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Figure.of(
            "training",
            "ELBO while training",
            "Averages over each epoch's training rows while the parameters were changing; the first"
                + " twentieth of the epochs is left out."
                + (tests.isEmpty() ? "" : " Dots: the test rows, at the parameters after an epoch.")
                + reference.map(r -> " Long dashes: " + r.title() + ", as published.").orElse(""),
            String.join(" ", words),
            format -> drawing(settings, curves, tests, reference, format)));
  }

  private static double elbo(EpochTerms terms) {
    return terms.reconstruction().mean() - terms.averageKl().mean();
  }

  private static String sentence(Setting setting, ReportedRun run) {
    List<EpochMetrics> metrics = run.metrics();
    EpochMetrics last = metrics.get(metrics.size() - 1);
    return String.format(
        Locale.ROOT,
        "%s, seed %d: %.2f in epoch %d, %.2f in epoch %d.",
        setting.label(),
        run.seed(),
        metrics.get(0).elbo(),
        metrics.get(0).epoch(),
        last.elbo(),
        last.epoch());
  }

  private static Drawing drawing(
      Settings settings,
      DataFrame curves,
      DataFrame tests,
      Optional<Reference> reference,
      Format format) {
    Panels panels = new Panels(settings.panels().size(), format);
    List<String> priors = settings.priors();
    Plot plot =
        new Plot(curves.columns())
            .add(
                Layer.of("line")
                    .show("x", "epoch")
                    .show("y", "elbo")
                    .show("color", "prior")
                    .show("linetype", "prior")
                    .show("group", "run")
                    .with("size", 1))
            .values("color", "", priors, Colour.series(priors.size()))
            .values("linetype", "", priors, lines(priors.size()))
            .axis("x", "epoch")
            .axis("y", "ELBO, nats")
            .wrap("panel", settings.panels(), panels.perRow(), "free");
    if (!tests.isEmpty()) {
      plot.add(
          Layer.of("point")
              .over(tests.columns())
              .show("x", "epoch")
              .show("y", "elbo")
              .show("color", "prior")
              .with("show_legend", false)
              .with("size", 1.2));
    }
    reference.ifPresent(published -> addReference(plot, settings, published));
    return plot.draw(format.width(), panels.height(250));
  }

  /** Returns a type of line for each of so many series; from the fifth on they repeat. */
  static List<String> lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> LINES.get(i % LINES.size())).toList();
  }

  private static void addReference(Plot plot, Settings settings, Reference published) {
    DataFrame rows = new DataFrame("panel", "elbo");
    for (String panel : settings.panels()) {
      published
          .row(settings.panel(panel).get(0).latent())
          .ifPresent(row -> rows.add(panel, row.terms().get(Term.ELBO).doubleValue()));
    }
    if (!rows.isEmpty()) {
      plot.add(
          Layer.of("hline")
              .over(rows.columns())
              .show("yintercept", "elbo")
              .with("linetype", "longdash")
              .with("color", Colour.FAINT.literal()));
    }
  }
}
