package org.elbosurgery.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Surgery;

/** Results as text: one column a data set, one row a term. */
final class ResultText {

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
        "prior %s, d = %d, %d epochs, seed %d%n"
            .formatted(
                result.provenance().spec().model().prior(),
                result.train().dimensions(),
                result.provenance().epochs(),
                result.provenance().spec().run().seed());
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
    text.append(row("log N", columns, c -> "%.4f".formatted(c.surgery().logSize())));
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
    if (estimate.standardError() == 0) {
      return "%.4f".formatted(estimate.mean()) + " (exact)";
    }
    BigDecimal error = new BigDecimal(estimate.standardError()).round(new MathContext(2));
    int decimals = Math.max(0, error.scale());
    return ("%." + decimals + "f +- %s").formatted(estimate.mean(), error.toPlainString());
  }
}
