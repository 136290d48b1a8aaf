package org.elbosurgery.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.likelihood.BoundEstimate;
import org.elbosurgery.framework.likelihood.EffectiveSampleSize;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.likelihood.ParetoShapes;

/**
 * Bounds on the likelihood as text, with a column for each run and a row for each number of
 * samples. Each heading says which of the two kinds of standard error the rows below it have.
 */
final class LikelihoodText {

  private static final String INDENT = "  ";

  private static final String SAMPLING =
      "samples, +- one standard error of sampling: other samples for these same rows";

  private static final String ROWS =
      "samples, +- one standard error of the choice of rows, and of sampling: other rows";

  private final List<LikelihoodResult> results;

  private LikelihoodText(List<LikelihoodResult> results) {
    this.results = results;
  }

  /**
   * Returns the table.
   *
   * @param results at least one, all on the same rows
   * @param width the longest line of a table that is not folded
   */
  static String of(List<LikelihoodResult> results, int width) {
    LikelihoodText text = new LikelihoodText(results);
    return text.heading() + text.table(width) + text.saved();
  }

  /** Returns the warnings about the bounds, each with its run. */
  static ResultWarnings warnings(List<LikelihoodResult> results) {
    return ResultWarnings.of(results, LikelihoodResult::run, LikelihoodResult::warnings);
  }

  private LikelihoodResult first() {
    return results.get(0);
  }

  private String heading() {
    String rows = first().points().size() + " " + first().split().label() + " rows";
    return "importance-weighted bound on log p(x), " + rows + ", nats per data point\n\n";
  }

  private String table(int width) {
    List<NumberTable.Row> rows = new ArrayList<>();
    rows.add(NumberTable.Row.titles("", row("", this::label).cells()));
    rows.add(heading(SAMPLING));
    for (int at = 0; at < first().curve().size(); at++) {
      int samples = first().curve().get(at).samples();
      int line = at;
      rows.add(row(INDENT + samples + (samples == 1 ? ", the ELBO" : ""), i -> bound(i, line)));
    }
    rows.add(heading(ROWS));
    rows.add(row(INDENT + first().samples(), this::overRows));
    if (results.size() > 1) {
      rows.add(row(INDENT + "paired difference", this::difference));
    }
    if (first().stopped().isPresent()) {
      rows.add(heading("samples of a row, drawn until " + stopped(0).effective() + " count"));
      rows.add(row(INDENT + "mean", i -> significant(stopped(i).meanSamples())));
      rows.add(row(INDENT + "rows not reached", i -> String.valueOf(stopped(i).notReached())));
    }
    rows.add(heading("effective sample size"));
    rows.add(row(INDENT + "mean", i -> significant(size(i).mean())));
    rows.add(row(INDENT + "median", i -> significant(size(i).median())));
    rows.add(row(INDENT + "least", i -> significant(size(i).min())));
    if (results.stream().allMatch(result -> result.paretoShapes().isPresent())) {
      rows.add(heading("Pareto k of the weights"));
      rows.add(row(INDENT + "median", i -> significant(shapes(i).median())));
      rows.add(row(INDENT + "greatest", i -> significant(shapes(i).max())));
      rows.add(
          row(
              INDENT + "rows with k > " + ParetoShapes.DOUBTFUL,
              i -> String.valueOf(shapes(i).doubtful())));
    }
    if (results.stream().anyMatch(r -> EstimateText.logNormalizer(r.density()).isPresent())) {
      rows.add(heading("prior"));
      rows.add(row(INDENT + "log normaliser", this::logNormalizer));
    }
    return NumberTable.folding(rows, 0, width);
  }

  private static NumberTable.Row heading(String text) {
    return new NumberTable.Row(text, List.of());
  }

  private NumberTable.Row row(String name, Function<Integer, String> cell) {
    return new NumberTable.Row(name, IntStream.range(0, results.size()).boxed().map(cell).toList());
  }

  /** Returns a run's prior with its number. */
  private String label(int i) {
    LikelihoodResult result = results.get(i);
    String fitted = result.origin().fitSha256().isPresent() ? "fitted-" : "";
    return (i + 1) + "-" + fitted + result.spec().model().prior().name();
  }

  private String bound(int i, int line) {
    return EstimateText.of(results.get(i).curve().get(line).estimate());
  }

  private String overRows(int i) {
    BoundEstimate bound = results.get(i).bound();
    double mean = bound.estimate().mean();
    return EstimateText.of(
        new Estimate(mean, bound.populationError(), results.get(i).points().size()));
  }

  private LikelihoodResult.Stopped stopped(int i) {
    return results.get(i).stopped().orElseThrow();
  }

  private EffectiveSampleSize size(int i) {
    return results.get(i).effectiveSampleSize();
  }

  private ParetoShapes shapes(int i) {
    return results.get(i).paretoShapes().orElseThrow();
  }

  private String difference(int i) {
    return i == 0 ? "from " + label(0) : EstimateText.signed(results.get(i).minus(first()));
  }

  private String logNormalizer(int i) {
    return EstimateText.logNormalizer(results.get(i).density()).orElse("-");
  }

  private static String significant(double value) {
    return new BigDecimal(value).round(new MathContext(3)).toPlainString();
  }

  /** Returns the results with a name of their files. */
  private String owners(String name) {
    return IntStream.range(0, results.size())
        .filter(i -> LikelihoodFolder.name(results.get(i)).equals(name))
        .mapToObj(this::label)
        .collect(Collectors.joining(", "));
  }

  private String saved() {
    StringBuilder saved = new StringBuilder("\n");
    for (int i = 0; i < results.size(); i++) {
      saved.append(label(i)).append(" is ").append(results.get(i).run()).append('\n');
    }
    List<String> names = results.stream().map(LikelihoodFolder::name).distinct().toList();
    for (String name : names) {
      saved.append(
          "saved in %1$s as %2$s.json and %2$s.npz\n"
              .formatted(names.size() == 1 ? "each" : owners(name), name));
    }
    return saved.toString();
  }
}
