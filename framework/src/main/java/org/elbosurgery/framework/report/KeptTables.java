package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.report.KeptGap.FrozenGap;
import org.elbosurgery.framework.report.KeptGap.FrozenPrior;
import org.elbosurgery.framework.table.Cell;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Table;

/** Tables of what other commands have left in the run folders; one of nothing is left out. */
final class KeptTables {

  private final Settings settings;

  KeptTables(Settings settings) {
    this.settings = settings;
  }

  /** Returns those of gap analyses. */
  List<Table> ofGaps() {
    return Stream.of(frozen(), moments()).filter(KeptTables::hasRows).toList();
  }

  /** Returns that of bounds on the likelihood. */
  List<Table> ofLikelihoods() {
    return Stream.of(likelihood()).filter(KeptTables::hasRows).toList();
  }

  private static boolean hasRows(Table table) {
    return !table.rows().isEmpty();
  }

  private Table frozen() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      for (ReportedRun run : setting.runs()) {
        run.gap().ifPresent(gap -> addFrozen(rows, setting, run, gap));
      }
    }
    return new Table(
        "frozen",
        "Priors held against the codes of a frozen encoder, in nats per data point",
        List.of(
            new Column("encoder trained with"),
            new Column("d"),
            new Column("seed"),
            new Column("prior"),
            new Column("from"),
            new Column("split"),
            new Column("marginal KL"),
            new Column("gap closed")),
        rows,
        List.of(
            "Fitted: to the training codes by maximum likelihood, the encoder as it is. Gap closed: 1 -"
                + " marginal KL / marginal KL of the standard Gaussian, on the same samples of z."));
  }

  private static void addFrozen(
      List<List<Cell>> rows, Setting setting, ReportedRun run, KeptGap gap) {
    for (FrozenPrior prior : gap.priors()) {
      for (Split split : Split.values()) {
        if (prior.gaps().containsKey(split)) {
          FrozenGap frozen = prior.gaps().get(split);
          rows.add(
              List.of(
                  new Cell.Text(setting.prior()),
                  new Cell.Count(setting.latent()),
                  new Cell.Count(run.seed()),
                  new Cell.Text(prior.name()),
                  new Cell.Text(prior.origin()),
                  new Cell.Text(split.label()),
                  measured(frozen.marginalKl()),
                  frozen.closed().map(KeptTables::measured).orElse(Cell.MISSING)));
        }
      }
    }
  }

  private static Cell measured(Estimate estimate) {
    return new Cell.Measured(estimate.mean(), estimate.standardError());
  }

  private Table moments() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      for (ReportedRun run : setting.runs()) {
        run.gap().ifPresent(gap -> rows.add(moments(setting, run, gap)));
      }
    }
    return new Table(
        "moments",
        "The standard Gaussian's marginal KL of each encoder, by what is wrong with q(z), in nats per"
            + " data point",
        List.of(
            new Column("encoder trained with"),
            new Column("d"),
            new Column("seed"),
            new Column("mean"),
            new Column("variance"),
            new Column("correlation"),
            new Column("negentropy"),
            new Column("total correlation"),
            new Column("active units")),
        rows,
        List.of(
            "Mean, variance and correlation are what a Gaussian prior with learned mean and full"
                + " covariance would close; the negentropy takes a prior that is no Gaussian."));
  }

  private static List<Cell> moments(Setting setting, ReportedRun run, KeptGap gap) {
    return List.of(
        new Cell.Text(setting.prior()),
        new Cell.Count(setting.latent()),
        new Cell.Count(run.seed()),
        new Cell.Measured(gap.mean(), 0),
        new Cell.Measured(gap.variance(), 0),
        new Cell.Measured(gap.correlation(), 0),
        measured(gap.negentropy()),
        measured(gap.totalCorrelation()),
        new Cell.Count(gap.activeUnits()));
  }

  private Table likelihood() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      for (ReportedRun run : setting.runs()) {
        Optional<KeptLikelihood> kept = run.likelihood();
        kept.ifPresent(likelihood -> rows.add(likelihood(setting, run, likelihood)));
      }
    }
    return new Table(
        "likelihood",
        "Importance-weighted bounds on log p(x), in nats per data point",
        List.of(
            new Column("prior"),
            new Column("d"),
            new Column("seed"),
            new Column("split"),
            new Column("N"),
            new Column("samples"),
            new Column("bound"),
            new Column("effective sample size")),
        rows,
        List.of("± is one standard error, from the sampling of z."));
  }

  private static List<Cell> likelihood(
      Setting setting, ReportedRun run, KeptLikelihood likelihood) {
    return List.of(
        new Cell.Text(setting.prior()),
        new Cell.Count(setting.latent()),
        new Cell.Count(run.seed()),
        new Cell.Text(likelihood.split()),
        new Cell.Count(likelihood.size()),
        new Cell.Count(likelihood.samples()),
        new Cell.Measured(likelihood.bound(), likelihood.error()),
        new Cell.Exact(Decimals.of(likelihood.effective(), 1)));
  }
}
