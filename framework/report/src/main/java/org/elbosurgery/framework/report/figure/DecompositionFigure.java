package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;

/** The average KL of each prior as a bar of two parts, mutual information and marginal KL. */
public final class DecompositionFigure {

  private static final List<Term> PARTS = List.of(Term.MUTUAL_INFORMATION, Term.MARGINAL_KL);

  private final Settings settings;
  private final Split split;
  private final Optional<Reference> reference;
  private final DataFrame bars = new DataFrame("panel", "row", "term", "nats");
  private final DataFrame errors = new DataFrame("panel", "row", "low", "high");
  private final DataFrame published = new DataFrame("panel", "row", "term", "nats");
  private final DataFrame below = new DataFrame("panel", "row", "from", "to");
  private final RowWords labels = new RowWords();
  private final List<String> words = new ArrayList<>();
  private final ErrorBars bounds = new ErrorBars("one standard error, from the sampling of z");
  private double min;
  private double longest;

  private DecompositionFigure(Settings settings, Split split, Optional<Reference> reference) {
    this.settings = settings;
    this.split = split;
    this.reference = reference;
  }

  /** Returns the figure of a split; empty if no run has it. */
  public static Optional<Figure> of(Settings settings, Split split, Optional<Reference> reference) {
    DecompositionFigure figure = new DecompositionFigure(settings, split, reference);
    figure.gather();
    return figure.bars.isEmpty() ? Optional.empty() : Optional.of(figure.draw());
  }

  private void gather() {
    for (Setting setting : settings.all()) {
      if (!setting.surgeries(split).isEmpty()) {
        add(setting);
      }
    }
    if (split == Split.TRAIN) {
      reference.ifPresent(this::add);
    }
  }

  private void add(Setting setting) {
    Spread information = spread(setting, Term.MUTUAL_INFORMATION);
    Spread gap = spread(setting, Term.MARGINAL_KL);
    double end = information.value() + Math.max(information.reach(), gap.value() + gap.reach());
    add(bars, setting.panel(), setting.prior(), information.value(), gap.value(), end);
    addError(setting, information.value(), information);
    addError(setting, information.value() + gap.value(), gap);
    say(setting.label(), ErrorBars.words(information), ErrorBars.words(gap));
  }

  private Spread spread(Setting setting, Term term) {
    return Spread.of(Comparisons.estimates(setting.surgeries(split), term)).orElseThrow();
  }

  private void add(Reference reference) {
    for (String panel : settings.panels()) {
      reference
          .row(settings.panel(panel).get(0).latent())
          .ifPresent(
              row -> {
                double information = row.terms().get(Term.MUTUAL_INFORMATION).doubleValue();
                double gap = row.terms().get(Term.MARGINAL_KL).doubleValue();
                add(published, panel, reference.author(), information, gap, information + gap);
                say(reference.title() + ", published, " + panel, shown(information), shown(gap));
              });
    }
  }

  /** Adds a bar; {@code end} is where the bar and its error bars end. */
  private void add(
      DataFrame frame, String panel, String prior, double information, double gap, double end) {
    frame.add(panel, prior, Term.MUTUAL_INFORMATION.label(), Math.max(0, information));
    frame.add(panel, prior, Term.MARGINAL_KL.label(), Math.max(0, gap));
    if (gap < 0) {
      below.add(panel, prior, information, information + gap);
    }
    labels.add(panel, prior, shown(information) + " + " + shown(gap));
    longest = Math.max(longest, end);
  }

  private void addError(Setting setting, double at, Spread spread) {
    errors.add(setting.panel(), setting.prior(), at - spread.reach(), at + spread.reach());
    bounds.add(spread);
    min = Math.min(min, at - spread.reach());
  }

  private void say(String what, String information, String gap) {
    words.add(what + ": mutual information " + information + ", marginal KL " + gap + ".");
  }

  private static String shown(double nats) {
    return String.format(Locale.ROOT, "%.2f", nats);
  }

  private Figure draw() {
    Marks.fill(bars, settings.panels(), settings.priors(), Term.MARGINAL_KL.label(), 0);
    Marks.fill(errors, settings.panels(), settings.priors(), null, null);
    settings.panels().forEach(panel -> labels.reach(panel, min, longest));
    return Figure.of(
        "decomposition-" + split.label(),
        "Average KL of each " + settings.subject() + ", taken apart (" + split.label() + " rows)",
        "Each bar is the average KL: mutual information, then marginal KL; the numbers on the right"
            + " are these two."
            + (below.isEmpty()
                ? ""
                : " A marginal KL below 0, which no density has, is a line back from there.")
            + (published.isEmpty() ? "" : " What is pale is published, not ours.")
            + bounds.sentence(),
        String.join(" ", words),
        this::drawing);
  }

  private Drawing drawing(Format format) {
    Panels panels = new Panels(settings.panels().size(), format);
    List<String> rows = Marks.rows(settings, split, reference);
    Plot plot = new Plot(bars.columns()).add(Marks.bars("term"));
    if (!published.isEmpty()) {
      plot.add(Marks.bars("term").over(published.columns()).with("alpha", 0.45));
    }
    if (!below.isEmpty()) {
      plot.add(Marks.lines(below, "from", "to"));
    }
    plot.add(Marks.errorBars(errors))
        .values(
            "fill",
            "",
            PARTS.stream().map(Term::label).toList(),
            List.of(Colour.FIRST.literal(), Colour.SECOND.literal()))
        .limits("x", "nats per data point", min, longest)
        .wrap("panel", settings.panels(), 1, "fixed");
    labels.addTo(plot, rows, format);
    return plot.draw(format.width(), panels.ofRows(rows.size()));
  }
}
