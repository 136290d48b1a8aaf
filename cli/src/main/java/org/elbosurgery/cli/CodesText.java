package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.codes.CodesComparison;
import org.elbosurgery.framework.codes.CodesResult;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;

/** Codes of several models as text, with a column for each term and a row for each model. */
final class CodesText {

  private static final String INDENT = "  ";
  private static final String NONE = "-";

  private final CodesComparison comparison;
  private final List<Term> terms;

  private CodesText(CodesComparison comparison) {
    this.comparison = comparison;
    this.terms = Stream.of(Term.values()).filter(this::isKnown).toList();
  }

  /**
   * Returns the table.
   *
   * @param width the longest line of a table that is not folded
   */
  static String of(CodesComparison comparison, int width) {
    return new CodesText(comparison).text(width);
  }

  private boolean isKnown(Term term) {
    return comparison.results().stream()
        .anyMatch(
            result ->
                Stream.of(Split.values())
                    .flatMap(split -> result.surgery(split).stream())
                    .anyMatch(surgery -> term.estimate(surgery).isPresent()));
  }

  private String text(int width) {
    List<NumberTable.Row> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("N"));
    terms.forEach(term -> heading.add(term.label()));
    rows.add(NumberTable.Row.titles("", heading));
    for (Split split : Split.values()) {
      addBlock(rows, split, splitLabel(split), withSplit(split, comparison.results()));
    }
    List<CodesResult> others = comparison.results().subList(1, comparison.results().size());
    if (!others.isEmpty()) {
      rows.add(new NumberTable.Row("", List.of()));
      rows.add(
          new NumberTable.Row(
              "difference from "
                  + comparison.baseline().name()
                  + " (+- counts the choice of the data too)",
              List.of()));
      for (Split split : Split.values()) {
        addDifferences(rows, split, withSplit(split, others));
      }
    }
    return "nats per data point, +- one standard error\n\n" + NumberTable.folding(rows, 0, width);
  }

  private List<CodesResult> withSplit(Split split, List<CodesResult> results) {
    return results.stream().filter(result -> result.surgery(split).isPresent()).toList();
  }

  private String splitLabel(Split split) {
    boolean alone = comparison.results().stream().allMatch(result -> result.test().isEmpty());
    return alone ? "codes" : split.label();
  }

  private void addBlock(
      List<NumberTable.Row> rows, Split split, String name, List<CodesResult> results) {
    if (!results.isEmpty()) {
      rows.add(new NumberTable.Row(name, List.of()));
    }
    for (CodesResult result : results) {
      List<String> cells = new ArrayList<>();
      cells.add(String.valueOf(result.surgery(split).orElseThrow().size()));
      for (Term term : terms) {
        cells.add(result.surgery(split).flatMap(term::estimate).map(EstimateText::of).orElse(NONE));
      }
      rows.add(new NumberTable.Row(INDENT + result.name(), cells));
    }
  }

  private void addDifferences(List<NumberTable.Row> rows, Split split, List<CodesResult> results) {
    if (comparison.baseline().surgery(split).isEmpty() || results.isEmpty()) {
      return;
    }
    for (boolean paired : new boolean[] {true, false}) {
      List<CodesResult> some =
          results.stream().filter(r -> comparison.isPaired(r, split) == paired).toList();
      if (!some.isEmpty()) {
        String how = paired ? ", paired by row" : ", not paired: other numbers of rows";
        rows.add(new NumberTable.Row(splitLabel(split) + how, List.of()));
      }
      some.forEach(result -> rows.add(differences(result, split)));
    }
  }

  private NumberTable.Row differences(CodesResult result, Split split) {
    Map<Term, Estimate> differences = comparison.differences(result, split);
    List<String> cells = new ArrayList<>(List.of(""));
    for (Term term : terms) {
      cells.add(Optional.ofNullable(differences.get(term)).map(EstimateText::signed).orElse(NONE));
    }
    return new NumberTable.Row(INDENT + result.name(), cells);
  }
}
