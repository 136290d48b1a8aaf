package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.comparison.Comparison;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.gap.JointGap;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * A comparison as text, with a column for each term and blocks of rows with a row for each prior.
 */
final class ComparisonText {

  private static final String INDENT = "  ";
  private static final String NONE = "-";

  private final Comparison comparison;
  private final Catalog<Prior> priors;
  private final int width;

  private ComparisonText(Comparison comparison, Catalog<Prior> priors, int width) {
    this.comparison = comparison;
    this.priors = priors;
    this.width = width;
  }

  /**
   * Returns the table.
   *
   * @param priors knows which options of a prior have their defaults
   * @param width the longest line of a table that is not folded
   */
  static String of(Comparison comparison, Catalog<Prior> priors, int width) {
    ComparisonText text = new ComparisonText(comparison, priors, width);
    return text.heading() + text.legend() + "\n" + text.table() + text.bound() + text.drawn();
  }

  /** Returns the warnings about the results, each with its prior as in the table. */
  static ResultWarnings warnings(JointGap joint) {
    Comparison comparison = joint.comparison();
    Stream<String> ofResults =
        comparison.results().stream()
            .flatMap(
                result ->
                    result.warnings().stream()
                        .map(warning -> comparison.label(result) + ", " + warning));
    return new ResultWarnings(Stream.concat(ofResults, joint.warnings().stream()).toList());
  }

  private String heading() {
    String epochs =
        comparison.results().stream()
            .map(result -> String.valueOf(result.provenance().epochs()))
            .distinct()
            .collect(Collectors.joining(", "));
    Result baseline = comparison.baseline();
    return "d = "
        + baseline.train().dimensions()
        + ", "
        + epochs
        + " epochs, seed "
        + baseline.provenance().spec().run().seed()
        + "; nats per data point, +- one standard error\n";
  }

  /** Returns a legend of the priors that have options other than their defaults. */
  private String legend() {
    return comparison.results().stream()
        .filter(result -> !abbreviated(result).options().isEmpty())
        .map(result -> comparison.label(result) + " is " + abbreviated(result) + "\n")
        .collect(Collectors.joining());
  }

  private PluginSpec abbreviated(Result result) {
    return priors.abbreviated(result.provenance().spec().model().prior());
  }

  private String table() {
    List<NumberTable.Row> rows = new ArrayList<>();
    rows.add(NumberTable.Row.titles("", Arrays.stream(Term.values()).map(Term::label).toList()));
    List<Result> results = comparison.results();
    for (Split split : Split.values()) {
      addBlock(rows, split, results, result -> estimates(result.surgery(split).orElseThrow()));
    }
    if (!others().isEmpty()) {
      rows.add(new NumberTable.Row("", List.of()));
      rows.add(
          new NumberTable.Row(
              "difference from "
                  + comparison.label(comparison.baseline())
                  + ", paired by data point (+- counts the choice of the data too)",
              List.of()));
      for (Split split : Split.values()) {
        addBlock(
            rows, split, others(), result -> differences(comparison.differences(result, split)));
      }
    }
    addDensities(rows);
    return NumberTable.folding(rows, 0, width);
  }

  /** Adds a block with the log normaliser of each prior whose density was checked. */
  private void addDensities(List<NumberTable.Row> rows) {
    List<NumberTable.Row> checked = new ArrayList<>();
    for (Result result : comparison.results()) {
      EstimateText.logNormalizer(result.train().density())
          .ifPresent(
              text ->
                  checked.add(
                      new NumberTable.Row(INDENT + comparison.label(result), List.of(text))));
    }
    if (!checked.isEmpty()) {
      rows.add(new NumberTable.Row("", List.of()));
      rows.add(new NumberTable.Row("log normaliser, 0 for a density", List.of()));
      rows.addAll(checked);
    }
  }

  /** Returns a sentence that says which terms are bounds. */
  private String bound() {
    return comparison.baseline().train().terms().bound().sentence().map(s -> s + "\n").orElse("");
  }

  /** Returns a line for each model that is not paired at all rows, because some were drawn. */
  private String drawn() {
    StringBuilder lines = new StringBuilder();
    for (Result result : others()) {
      for (Split split : Split.values()) {
        int size = result.surgery(split).map(Surgery::size).orElse(0);
        comparison.differences(result, split).values().stream()
            .map(Estimate::samples)
            .filter(pairs -> pairs < size)
            .findFirst()
            .ifPresent(
                pairs ->
                    lines.append(
                        "%s, %s: paired at the %d of %d rows that were drawn of both\n"
                            .formatted(comparison.label(result), split.label(), pairs, size)));
      }
    }
    return lines.toString();
  }

  private List<Result> others() {
    return comparison.results().subList(1, comparison.results().size());
  }

  private void addBlock(
      List<NumberTable.Row> rows,
      Split split,
      List<Result> results,
      Function<Result, List<String>> cells) {
    Optional<Surgery> surgery = comparison.baseline().surgery(split);
    if (surgery.isPresent()) {
      rows.add(new NumberTable.Row(split.label() + ", N = " + surgery.get().size(), List.of()));
      results.forEach(
          result ->
              rows.add(
                  new NumberTable.Row(INDENT + comparison.label(result), cells.apply(result))));
    }
  }

  private static List<String> estimates(Surgery surgery) {
    return Arrays.stream(Term.values())
        .map(term -> term.estimate(surgery).map(EstimateText::of).orElse(NONE))
        .toList();
  }

  private static List<String> differences(Map<Term, Estimate> differences) {
    return Arrays.stream(Term.values())
        .map(
            term ->
                differences.containsKey(term) ? EstimateText.signed(differences.get(term)) : NONE)
        .toList();
  }
}
