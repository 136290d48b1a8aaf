package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.BestFit;
import org.elbosurgery.framework.gap.DimensionSplit;
import org.elbosurgery.framework.gap.FitCourse;
import org.elbosurgery.framework.gap.GapOrigin;
import org.elbosurgery.framework.gap.LatentDimension;
import org.elbosurgery.framework.gap.MomentSplit;
import org.elbosurgery.framework.gap.PopulationBounds;
import org.elbosurgery.framework.gap.PriorGap;
import org.elbosurgery.framework.gap.PriorOnCodes;
import org.elbosurgery.framework.gap.RunGap;
import org.elbosurgery.framework.gap.RunGap.SplitGap;
import org.elbosurgery.framework.number.NumberText;

/** A gap analysis of one encoder as text, a series of tables. */
final class GapText {

  private static final String INDENT = "  ";
  private static final String NONE = "-";

  private final RunGap gap;
  private final Catalog<Prior> catalog;
  private final int width;

  private GapText(RunGap gap, Catalog<Prior> catalog, int width) {
    this.gap = gap;
    this.catalog = catalog;
    this.width = width;
  }

  /**
   * Returns the tables.
   *
   * @param catalog knows which options of a prior have their defaults
   * @param width the longest line of a table that is not folded
   */
  static String of(RunGap gap, Catalog<Prior> catalog, int width) {
    GapText text = new GapText(gap, catalog, width);
    return String.join(
            "\n",
            text.heading() + text.fits(),
            text.priors(),
            text.memorisation(),
            text.parts(),
            text.dimensions())
        + text.curve()
        + text.saturation()
        + text.withoutTest();
  }

  private String heading() {
    return what(gap.origin())
        + ", d = "
        + gap.dimensions().dimensions().size()
        + ", seed "
        + gap.origin().seed()
        + "; the encoder as it is; nats per code\n";
  }

  private String modelHeading() {
    return "%s, d = %d, %s"
        .formatted(name(gap.origin()), gap.dimensions().dimensions().size(), sizes());
  }

  private String what(GapOrigin origin) {
    return origin instanceof GapOrigin.OfRun run
        ? "prior " + catalog.abbreviated(run.spec().model().prior())
        : "codes " + name(origin);
  }

  private static String name(GapOrigin origin) {
    return origin instanceof GapOrigin.OfCodes codes ? codes.name() : "";
  }

  /**
   * Returns a table of the gap closed in several models that were trained anywhere.
   *
   * @param catalog knows which options of a prior have their defaults
   * @param width the longest line of a table that is not folded
   */
  static String sideBySide(List<RunGap> models, Catalog<Prior> catalog, int width) {
    List<String> heading = new ArrayList<>(List.of("marginal KL, train", "gap closed"));
    boolean hasTest = models.stream().anyMatch(model -> model.test().isPresent());
    if (hasTest) {
      heading.addAll(List.of("marginal KL, test", "gap closed"));
    }
    List<NumberTable.Row> rows = new ArrayList<>(List.of(NumberTable.Row.titles("", heading)));
    for (RunGap model : models) {
      GapText text = new GapText(model, catalog, width);
      rows.add(new NumberTable.Row(text.modelHeading(), List.of()));
      for (PriorOnCodes prior : model.priors()) {
        List<String> cells = new ArrayList<>(cells(prior.train()));
        if (hasTest) {
          cells.addAll(prior.test().map(GapText::cells).orElse(List.of(NONE, NONE)));
        }
        rows.add(new NumberTable.Row(INDENT + text.label(prior), cells));
      }
    }
    return "side by side, +- one standard error of the sampling of z, these codes given\n"
        + NumberTable.folding(rows, 0, width);
  }

  private String fits() {
    List<NumberTable.Row> rows = new ArrayList<>();
    for (PriorOnCodes prior : gap.priors()) {
      gap.fit(prior).ifPresent(fit -> rows.add(new NumberTable.Row(label(prior), cells(fit))));
    }
    if (rows.isEmpty()) {
      return "";
    }
    rows.add(
        0,
        titles(
            "held-out codes",
            "parameters",
            "cross-entropy before",
            "after",
            "gradient before",
            "after",
            "best step",
            "ended by"));
    return "\n" + NumberTable.folding(rows, 0, width) + starts();
  }

  private static List<String> cells(BestFit fit) {
    FitCourse course = fit.prior().course();
    return List.of(
        String.valueOf(fit.prior().parameters().count()),
        EstimateText.exact(course.initialCrossEntropy()),
        EstimateText.exact(course.bestCrossEntropy()),
        course.gradient().map(norms -> EstimateText.exact(norms.initial())).orElse(NONE),
        course.gradient().map(norms -> EstimateText.exact(norms.best())).orElse(NONE),
        course.bestStep() + " of " + course.steps(),
        course.end().label());
  }

  /** Returns where the fits from several starts have ended. */
  private String starts() {
    List<NumberTable.Row> rows = new ArrayList<>();
    for (PriorOnCodes prior : gap.priors()) {
      gap.fit(prior)
          .filter(fit -> fit.starts().size() > 1)
          .ifPresent(
              fit -> {
                for (int k = 0; k < fit.starts().size(); k++) {
                  BestFit.Start start = fit.starts().get(k);
                  rows.add(
                      row(
                          INDENT + label(prior) + ", start " + start.name(),
                          crossEntropy(start),
                          k == fit.start() ? "kept" : ""));
                }
              });
    }
    if (rows.isEmpty()) {
      return "";
    }
    rows.add(0, titles("held-out codes", "cross-entropy", ""));
    return "\n" + NumberTable.folding(rows, 0, width);
  }

  private static String crossEntropy(BestFit.Start start) {
    OptionalDouble end = start.crossEntropy();
    return end.isPresent() ? EstimateText.exact(end.getAsDouble()) : "failed";
  }

  private String label(PriorOnCodes prior) {
    String name = prior.prior().map(spec -> catalog.abbreviated(spec).toString()).orElse("");
    return switch (prior.kind()) {
      case STANDARD -> "standard Gaussian";
      case OWN -> name.isEmpty() ? "own prior" : "own " + name;
      case FITTED -> "fitted " + name;
      case AGGREGATE -> "q(z) of train";
    };
  }

  private String priors() {
    List<NumberTable.Row> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("marginal KL, train", "gap closed"));
    gap.test().ifPresent(test -> heading.addAll(List.of("marginal KL, test", "gap closed")));
    rows.add(NumberTable.Row.titles(sizes(), heading));
    for (PriorOnCodes prior : gap.priors()) {
      List<String> cells = new ArrayList<>(cells(prior.train()));
      prior.test().ifPresent(test -> cells.addAll(cells(test)));
      rows.add(new NumberTable.Row(INDENT + label(prior), cells));
    }
    return "+- one standard error of the sampling of z, these codes given\n"
        + NumberTable.folding(rows, 0, width)
        + densities();
  }

  /** Returns the log normaliser of each prior. */
  private String densities() {
    List<NumberTable.Row> rows = new ArrayList<>();
    rows.add(titles("", "log normaliser"));
    for (PriorOnCodes prior : gap.priors()) {
      String cell = EstimateText.logNormalizer(prior.density()).orElse(NONE);
      rows.add(row(INDENT + label(prior), cell));
    }
    return "\n" + NumberTable.folding(rows, 0, width);
  }

  private String sizes() {
    return "N = "
        + gap.train().size()
        + gap.test().map(test -> " train, " + test.size() + " test").orElse("");
  }

  private static List<String> cells(PriorGap codes) {
    return List.of(
        EstimateText.of(codes.marginalKl()),
        codes.gapClosed().map(EstimateText::percent).orElse(NONE));
  }

  /** Returns the table that shows how much worse test codes fit than the training codes. */
  private String memorisation() {
    List<NumberTable.Row> rows = new ArrayList<>();
    rows.add(
        titles("cross-entropy", "train", "test", "test - train", "q(z) of train gains on test"));
    for (PriorOnCodes prior : gap.priors()) {
      Estimate train = prior.train().crossEntropy();
      List<String> cells = new ArrayList<>(List.of(EstimateText.of(train)));
      prior
          .test()
          .ifPresent(
              test -> {
                cells.add(EstimateText.of(test.crossEntropy()));
                cells.add(EstimateText.signed(excess(train, test.crossEntropy())));
                cells.add(test.trainAggregateGain().map(EstimateText::signed).orElse(NONE));
              });
      rows.add(new NumberTable.Row(INDENT + label(prior), cells));
    }
    return "+- one standard error, which counts the choice of the data points too, these priors"
        + " given\n"
        + NumberTable.folding(rows, 0, width);
  }

  /**
   * Returns the excess. The two are estimated from different codes, so their errors add in squares.
   */
  private static Estimate excess(Estimate train, Estimate test) {
    return new Estimate(
        test.mean() - train.mean(),
        Math.hypot(test.standardError(), train.standardError()),
        test.samples() + train.samples());
  }

  private String parts() {
    MomentSplit moments = gap.moments();
    DimensionSplit dimensions = gap.dimensions();
    return NumberTable.of(
        List.of(
            row("marginal KL of the standard Gaussian, train, is (+- of the sampling of z)"),
            row(INDENT + "mean", EstimateText.exact(moments.mean())),
            row(INDENT + "variance", EstimateText.exact(moments.variance())),
            row(INDENT + "correlation", EstimateText.exact(moments.correlation())),
            row(INDENT + "negentropy", EstimateText.of(moments.negentropy())),
            row("or else"),
            row(INDENT + "dimension-wise KL", EstimateText.exact(dimensions.dimensionWiseKl())),
            row(INDENT + "total correlation", EstimateText.of(dimensions.totalCorrelation()))),
        0,
        0);
  }

  private String dimensions() {
    List<LatentDimension> all = gap.dimensions().dimensions();
    List<NumberTable.Row> rows = new ArrayList<>();
    rows.add(
        titles(
            "dimension", "mean", "variance", "marginal KL", "average KL", "activity", "capacity"));
    for (int j = 0; j < all.size(); j++) {
      LatentDimension one = all.get(j);
      rows.add(
          row(
              INDENT + (j + 1),
              EstimateText.exact(one.mean()),
              EstimateText.exact(one.variance()),
              EstimateText.exact(one.marginalKl()),
              EstimateText.exact(one.averageKl()),
              EstimateText.exact(one.activity()) + (one.active() ? "" : " off"),
              EstimateText.exact(one.capacity()) + (one.inUse() ? "" : " off")));
    }
    rows.add(
        row(
            "active (activity above %s): %d of %d"
                .formatted(LatentDimension.ACTIVE, gap.dimensions().activeUnits(), all.size())));
    rows.add(
        row(
            "in use (capacity above %s nats): %d of %d"
                .formatted(LatentDimension.IN_USE, gap.dimensions().inUse(), all.size())));
    return NumberTable.folding(rows, 0, width);
  }

  private String curve() {
    if (gap.curve().isEmpty()) {
      return "";
    }
    List<NumberTable.Row> rows = new ArrayList<>();
    rows.add(row("marginal KL of the population, of the standard Gaussian, is between"));
    rows.add(titles("N", "lower bound", "upper bound", "mutual information", "of log N"));
    for (PopulationBounds bounds : gap.curve()) {
      rows.add(
          row(
              INDENT + bounds.size(),
              EstimateText.of(bounds.lower()),
              EstimateText.of(bounds.upper()),
              EstimateText.of(bounds.mutualInformation()),
              NumberText.percent(bounds.saturation())));
    }
    return "\n+- one standard error, which counts the choice of the data points too\n"
        + NumberTable.folding(rows, 0, width);
  }

  private String saturation() {
    String splits =
        Stream.concat(
                warning(Split.TRAIN, Optional.of(gap.train())).stream(),
                warning(Split.TEST, gap.test()).stream())
            .collect(Collectors.joining(" and "));
    return splits.isEmpty()
        ? ""
        : """

        warning: the mutual information is %s,
        close to saturation, so that it and the marginal KL reflect the number of data points;
        compare them only at the same N
        """
            .formatted(splits);
  }

  /** Returns how to see what a fit to codes is worth on others; empty if there are some. */
  private String withoutTest() {
    return gap.test().isEmpty() && gap.origin() instanceof GapOrigin.OfCodes
        ? """

        without test rows nothing shows how the priors fit codes that they were not fitted to:
        give test_mean and test_log_var in the same file
        """
        : "";
  }

  private static Optional<String> warning(Split split, Optional<SplitGap> codes) {
    return codes
        .filter(SplitGap::saturated)
        .map(s -> NumberText.percent(s.saturation()) + " of log N (" + split.label() + ")");
  }

  private static NumberTable.Row titles(String name, String... titles) {
    return NumberTable.Row.titles(name, List.of(titles));
  }

  private static NumberTable.Row row(String name, String... cells) {
    return new NumberTable.Row(name, List.of(cells));
  }
}
