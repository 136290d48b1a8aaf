package org.elbosurgery.framework.report.figure;

import java.math.BigDecimal;
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
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;

/** The ELBO of each prior and its ceiling, ELBO + marginal KL, with the gap between the two. */
public final class BoundFigure {

  private static final String ELBO = "ELBO";
  private static final String CEILING = "ceiling: ELBO + marginal KL";

  private final Settings settings;
  private final Split split;
  private final Optional<Reference> reference;
  private final DataFrame points = new DataFrame("panel", "row", "what", "nats");
  private final DataFrame errors = new DataFrame("panel", "row", "low", "high");
  private final DataFrame gaps = new DataFrame("panel", "row", "elbo", "ceiling");
  private final RowWords labels = new RowWords();
  private final List<String> words = new ArrayList<>();
  private final ErrorBars bounds =
      new ErrorBars("one standard error of the ELBO, from the sampling of z");

  private BoundFigure(Settings settings, Split split, Optional<Reference> reference) {
    this.settings = settings;
    this.split = split;
    this.reference = reference;
  }

  /** Returns the figure of a split; empty if no run has an ELBO there. */
  public static Optional<Figure> of(Settings settings, Split split, Optional<Reference> reference) {
    BoundFigure figure = new BoundFigure(settings, split, reference);
    settings.all().forEach(figure::add);
    if (split == Split.TRAIN) {
      reference.ifPresent(figure::add);
    }
    return figure.points.isEmpty() ? Optional.empty() : Optional.of(figure.draw());
  }

  private void add(Setting setting) {
    Optional<Spread> elbo = Spread.of(Comparisons.estimates(setting.surgeries(split), Term.ELBO));
    Optional<Spread> gap =
        Spread.of(Comparisons.estimates(setting.surgeries(split), Term.MARGINAL_KL));
    if (elbo.isPresent() && gap.isPresent()) {
      Spread e = elbo.get();
      add(setting.panel(), setting.prior(), e.value(), gap.get().value());
      say(setting.label(), ErrorBars.words(e), e.value() + gap.get().value());
      bounds.add(e);
      errors.add(setting.panel(), setting.prior(), e.value() - e.reach(), e.value() + e.reach());
    }
  }

  private void add(Reference published) {
    for (String panel : settings.panels()) {
      published
          .row(settings.panel(panel).get(0).latent())
          .ifPresent(
              row -> {
                BigDecimal elbo = row.terms().get(Term.ELBO);
                double gap = row.terms().get(Term.MARGINAL_KL).doubleValue();
                add(panel, published.author(), elbo.doubleValue(), gap);
                say(
                    published.title() + ", published, " + panel,
                    elbo.toPlainString(),
                    elbo.doubleValue() + gap);
              });
    }
  }

  private void say(String what, String elbo, double ceiling) {
    words.add(String.format(Locale.ROOT, "%s: %s, ceiling %.2f.", what, elbo, ceiling));
  }

  private void add(String panel, String prior, double elbo, double gap) {
    points.add(panel, prior, ELBO, elbo);
    points.add(panel, prior, CEILING, elbo + gap);
    gaps.add(panel, prior, elbo, elbo + gap);
    labels.add(panel, prior, String.format(Locale.ROOT, "%.2f + %.2f", elbo, gap));
    labels.reach(panel, elbo, elbo + gap);
  }

  private Figure draw() {
    List<String> shown = new ArrayList<>(settings.panels());
    shown.retainAll(points.columns().get("panel")); // codes may have no ELBO
    Marks.fill(errors, shown, settings.priors(), null, null);
    return Figure.of(
        "bound-" + split.label(),
        "ELBO of each " + settings.subject() + " and its ceiling (" + split.label() + " rows)",
        "The ceiling is what the best possible prior would give the same encoder and decoder; the"
            + " line up to it is the marginal KL. The numbers on the right are the ELBO and the"
            + " marginal KL. Each panel has a scale of its own."
            + bounds.sentence(),
        String.join(" ", words),
        format -> drawing(shown, format));
  }

  private Drawing drawing(List<String> shown, Format format) {
    List<String> rows = Marks.rows(settings, split, reference);
    Plot plot =
        new Plot(points.columns())
            .add(Marks.lines(gaps, "elbo", "ceiling"))
            .add(Marks.errorBars(errors))
            .add(
                Layer.of("point")
                    .show("x", "nats")
                    .show("y", "row")
                    .show("shape", "what")
                    .with("color", Colour.INK.literal())
                    .with("fill", Colour.PAPER.literal())
                    .with("size", 3))
            .values("shape", "", List.of(ELBO, CEILING), List.of(16, 21))
            .axis("x", "nats per data point")
            .wrap("panel", shown, 1, "free_x");
    labels.addTo(plot, rows, format);
    return plot.draw(format.width(), new Panels(shown.size(), format).ofRowsWithAxes(rows.size()));
  }
}
