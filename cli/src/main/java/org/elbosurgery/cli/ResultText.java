package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.codes.CodesResult;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.SubsampledEstimator;
import org.elbosurgery.framework.surgery.Surgery;

/** Results as text, with a column for each data set and a row for each term. */
final class ResultText {

  private static final int FIRST_COLUMN = 22;
  private static final int COLUMN = 24;

  private ResultText() {}

  /** A data set's name with its surgery. */
  private record Column(String name, Surgery surgery) {}

  /**
   * Returns the table of a run, and that of its classes.
   *
   * @param width the longest line of a table that is not folded
   */
  static String of(Result result, int width) {
    List<Column> columns = new ArrayList<>(List.of(new Column("train", result.train())));
    result.test().ifPresent(test -> columns.add(new Column("test", test)));
    String heading =
        "prior "
            + result.provenance().spec().model().prior()
            + ", d = "
            + result.train().dimensions()
            + ", "
            + result.provenance().epochs()
            + " epochs"
            + best(result.provenance())
            + ", seed "
            + result.provenance().spec().run().seed()
            + "\n";
    return heading + table(columns) + classes(columns, width);
  }

  /** Returns a remark on the epoch whose parameters were used, unless it is the last. */
  private static String best(Result.Provenance provenance) {
    return provenance
        .bestEpoch()
        .filter(best -> best < provenance.epochs())
        .map(best -> ", the parameters of epoch " + best)
        .orElse("");
  }

  /** Returns the tables for posteriors without a model. */
  static String of(CodesResult result, int width) {
    List<Column> columns = new ArrayList<>();
    for (Split split : Split.values()) {
      result
          .surgery(split)
          .ifPresent(surgery -> columns.add(new Column(result.label(split), surgery)));
    }
    return table(columns) + classes(columns, width);
  }

  private static String classes(List<Column> columns, int width) {
    Map<String, Surgery> splits = new LinkedHashMap<>();
    columns.forEach(column -> splits.put(column.name(), column.surgery()));
    return ClassText.of(splits, width);
  }

  private static String table(List<Column> columns) {
    List<NumberTable.Row> rows = new ArrayList<>();
    rows.add(row("", columns, Column::name));
    rows.add(row("N", columns, c -> String.valueOf(c.surgery().size())));
    rows.add(row("log N", columns, c -> EstimateText.exact(c.surgery().logSize())));
    for (Term term : Term.values()) {
      add(rows, term.label(), columns, term::estimate);
    }
    add(rows, "residual", columns, surgery -> Optional.of(surgery.terms().residual()));
    if (columns.stream().anyMatch(c -> logNormalizer(c).isPresent())) {
      rows.add(row("log normaliser", columns, c -> logNormalizer(c).orElse("")));
    }
    return "nats per data point, +- one standard error\n\n"
        + NumberTable.of(rows, FIRST_COLUMN, COLUMN)
        + columns.get(0).surgery().terms().bound().sentence().map(s -> s + "\n").orElse("")
        + samples(columns);
  }

  /** Returns a line for each data set of which an estimator drew as many samples as it needed. */
  private static String samples(List<Column> columns) {
    return columns.stream()
        .flatMap(
            c ->
                SubsampledEstimator.sentence(c.surgery().terms()).stream()
                    .map(sentence -> c.name() + ": " + sentence + "\n"))
        .collect(Collectors.joining());
  }

  private static Optional<String> logNormalizer(Column column) {
    return EstimateText.logNormalizer(column.surgery().density());
  }

  /** Adds a row if any column has the estimate. */
  private static void add(
      List<NumberTable.Row> rows,
      String name,
      List<Column> columns,
      Function<Surgery, Optional<Estimate>> estimate) {
    if (columns.stream().anyMatch(c -> estimate.apply(c.surgery()).isPresent())) {
      rows.add(
          row(name, columns, c -> estimate.apply(c.surgery()).map(EstimateText::of).orElse("")));
    }
  }

  private static NumberTable.Row row(
      String name, List<Column> columns, Function<Column, String> cell) {
    return new NumberTable.Row(name, columns.stream().map(cell).toList());
  }
}
