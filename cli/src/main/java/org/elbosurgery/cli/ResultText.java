package org.elbosurgery.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Surgery;

/** Results as text: one column a data set, one row a term. */
final class ResultText {

  /** Decimals of a value that was not sampled. */
  private static final int EXACT_DECIMALS = 4;

  /** More would be those of rounding. */
  private static final int MOST_DECIMALS = 6;

  private static final double LEAST_ERROR = 1e-6;

  private static final int FIRST_COLUMN = 22;
  private static final int COLUMN = 24;

  private ResultText() {}

  /** A data set's name with its surgery. */
  private record Column(String name, Surgery surgery) {}

  /** Returns the table of a run. */
  static String of(Result result) {
    List<Column> columns = new ArrayList<>(List.of(new Column("train", result.train())));
    result.test().ifPresent(test -> columns.add(new Column("test", test)));
    String heading =
        "prior "
            + result.provenance().spec().model().prior()
            + ", d = "
            + result.train().dimensions()
            + ", "
            + result.provenance().epochs()
            + " epochs, seed "
            + result.provenance().spec().run().seed()
            + "\n";
    return heading + table(columns);
  }

  /** Returns the table of codes without a model. */
  static String of(Surgery surgery) {
    return table(List.of(new Column("codes", surgery)));
  }

  private static String table(List<Column> columns) {
    StringBuilder text = new StringBuilder("nats per data point, +- one standard error\n\n");
    text.append(row("", columns, Column::name));
    text.append(row("N", columns, c -> String.valueOf(c.surgery().size())));
    text.append(row("log N", columns, c -> format(c.surgery().logSize(), EXACT_DECIMALS)));
    append(text, "reconstruction", columns, c -> c.surgery().reconstruction());
    append(text, "mutual information", columns, c -> term(c.surgery().terms().mutualInformation()));
    append(text, "marginal KL", columns, c -> term(c.surgery().terms().marginalKl()));
    append(text, "average KL", columns, c -> term(c.surgery().terms().averageKl()));
    append(text, "ELBO", columns, c -> c.surgery().elbo());
    append(text, "residual", columns, c -> term(c.surgery().terms().residual()));
    return text.toString();
  }

  private static Optional<Estimate> term(Estimate estimate) {
    return Optional.of(estimate);
  }

  private static void append(
      StringBuilder text,
      String name,
      List<Column> columns,
      Function<Column, Optional<Estimate>> term) {
    if (columns.stream().anyMatch(c -> term.apply(c).isPresent())) {
      text.append(row(name, columns, c -> term.apply(c).map(ResultText::of).orElse("")));
    }
  }

  private static String row(String name, List<Column> columns, Function<Column, String> cell) {
    StringBuilder row = new StringBuilder(StringUtils.rightPad(name, FIRST_COLUMN));
    columns.forEach(column -> row.append(StringUtils.leftPad(cell.apply(column), COLUMN)));
    return row.toString().stripTrailing() + "\n";
  }

  /** Writes the error with two significant digits and the value with as many decimals. */
  static String of(Estimate estimate) {
    if (estimate.samples() == 0) {
      return format(estimate.mean(), EXACT_DECIMALS) + " (exact)";
    }
    if (estimate.standardError() < LEAST_ERROR) {
      return format(estimate.mean(), MOST_DECIMALS) + " +- <1e-6";
    }
    BigDecimal error = new BigDecimal(estimate.standardError()).round(new MathContext(2));
    int decimals = Math.min(MOST_DECIMALS, Math.max(0, error.scale()));
    return format(estimate.mean(), decimals) + " +- " + error.toPlainString();
  }

  private static String format(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
