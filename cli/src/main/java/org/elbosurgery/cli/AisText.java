package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.annealing.AnnealedRows;
import org.elbosurgery.framework.annealing.AnnealingFolder;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.likelihood.PairedBound;

/** Likelihoods by annealing as text, with a column for each run and prior. */
final class AisText {

  private static final String INDENT = "  ";

  private final List<AnnealingResult> results;

  private AisText(List<AnnealingResult> results) {
    this.results = results;
  }

  /**
   * Returns a table for each set of rows.
   *
   * @param results at least one, all with the same options
   * @param width the longest line of a table that is not folded
   */
  static String of(List<AnnealingResult> results, int width) {
    return PairedBound.groups(results).stream()
        .map(AisText::new)
        .map(text -> text.heading() + text.table(width) + text.saved())
        .collect(Collectors.joining("\n"));
  }

  /** Returns the warnings about the estimates, each with its run. */
  static ResultWarnings warnings(List<AnnealingResult> results) {
    return ResultWarnings.of(results, AnnealingResult::run, AnnealingResult::warnings);
  }

  private AnnealingResult first() {
    return results.get(0);
  }

  private String heading() {
    return """
        annealed importance sampling of log p(x), %d %s rows, nats per data point
        %d chains a row, %d temperatures from the %s

        """
        .formatted(
            first().points().size(),
            first().rows().label(),
            first().settings().chains(),
            first().settings().temperatures(),
            first().settings().start().name().toLowerCase(Locale.ROOT));
  }

  private String table(int width) {
    List<NumberTable.Row> rows = new ArrayList<>();
    rows.add(NumberTable.Row.titles("", row("", this::label).cells()));
    rows.add(heading("+- one standard error of sampling: other chains for these same rows"));
    rows.add(row(INDENT + "lower bound", result -> EstimateText.of(result.lower())));
    boolean bracketed = first().rows() == AnnealedRows.SIMULATED;
    if (bracketed) {
      rows.add(row(INDENT + "upper bound", result -> EstimateText.of(upper(result).bound())));
    }
    rows.add(heading("+- one standard error of the choice of rows, and of sampling: other rows"));
    rows.add(
        row(
            INDENT + "lower bound",
            result -> overRows(result.lower(), result.lowerPopulationError())));
    if (bracketed) {
      rows.add(
          row(
              INDENT + "upper bound",
              result -> overRows(upper(result).bound(), upper(result).populationError())));
      rows.add(row(INDENT + "upper - lower", result -> EstimateText.signed(upper(result).gap())));
    }
    if (results.size() > 1) {
      rows.add(row(INDENT + "paired difference", this::difference));
    }
    if (results.stream().anyMatch(result -> result.gained().isPresent())) {
      rows.add(row(INDENT + "above importance bound", AisText::gained));
    }
    rows.add(heading("chains"));
    rows.add(row(INDENT + "effective", result -> decimals(1, result.effectiveSampleSize())));
    rows.add(row(INDENT + "acceptance", result -> decimals(3, result.acceptance())));
    rows.add(row(INDENT + "last step size", result -> decimals(3, result.stepSize())));
    if (results.stream().anyMatch(r -> EstimateText.logNormalizer(r.density()).isPresent())) {
      rows.add(heading("prior"));
      rows.add(row(INDENT + "log normaliser", AisText::logNormalizer));
    }
    return NumberTable.folding(rows, 0, width);
  }

  private static NumberTable.Row heading(String text) {
    return new NumberTable.Row(text, List.of());
  }

  private NumberTable.Row row(String name, Function<AnnealingResult, String> cell) {
    return new NumberTable.Row(name, results.stream().map(cell).toList());
  }

  private static AnnealingResult.Upper upper(AnnealingResult result) {
    return result.upper().orElseThrow();
  }

  private static String overRows(Estimate bound, double populationError) {
    return EstimateText.of(new Estimate(bound.mean(), populationError, bound.samples()));
  }

  private String difference(AnnealingResult result) {
    return results.indexOf(result) == 0
        ? "from " + label(first())
        : EstimateText.signed(result.minus(first()));
  }

  private static String gained(AnnealingResult result) {
    return result
        .gained()
        .map(
            gained ->
                "%s (S = %d)".formatted(EstimateText.signed(gained.difference()), gained.samples()))
        .orElse("-");
  }

  private static String logNormalizer(AnnealingResult result) {
    return EstimateText.logNormalizer(result.density()).orElse("-");
  }

  private static String decimals(int count, double value) {
    return String.format(Locale.ROOT, "%." + count + "f", value);
  }

  /** Returns a run's prior with its number. */
  private String label(AnnealingResult result) {
    String fitted = result.origin().fitSha256().isPresent() ? "fitted-" : "";
    return (results.indexOf(result) + 1) + "-" + fitted + result.spec().model().prior().name();
  }

  private String saved() {
    return "\n"
        + results.stream()
            .map(
                result ->
                    "%s is %s, saved as %s.json and .npz\n"
                        .formatted(label(result), result.run(), AnnealingFolder.name(result)))
            .collect(Collectors.joining());
  }
}
