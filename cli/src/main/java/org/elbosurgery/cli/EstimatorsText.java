package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.estimators.EstimatorsJson;
import org.elbosurgery.framework.surgery.EstimatorComparison;
import org.elbosurgery.framework.surgery.EstimatorComparison.Row;

/** Comparisons of estimators as text and as JSON. */
final class EstimatorsText {

  private static final int COLUMN = 12;

  private EstimatorsText() {}

  /**
   * A comparison with the name of its codes.
   *
   * @param name the file, or the run and the split
   * @param prior the name of the prior
   */
  record Named(String name, String prior, EstimatorComparison comparison) {}

  /** What a table is of. */
  private record Term(
      String label,
      Function<Decomposition, Estimate> value,
      Function<Row, Function<Row, Estimate>> above,
      Function<Decomposition, InformationBound> bound) {}

  private static final List<Term> TERMS =
      List.of(
          new Term(
              "mutual information",
              Decomposition::mutualInformation,
              row -> row::informationAbove,
              Decomposition::bound),
          new Term(
              "marginal KL",
              Decomposition::marginalKl,
              row -> row::marginalKlAbove,
              terms -> terms.bound().ofMarginalKl()));

  /**
   * Returns the tables of one comparison.
   *
   * @param width the longest line of a table that is not folded
   */
  static String of(Named named, int width) {
    EstimatorComparison comparison = named.comparison();
    List<NumberTable.Row> rows = new ArrayList<>();
    for (Term term : TERMS) {
      rows.add(
          NumberTable.Row.titles(
              term.label(), List.of("value", "minus exact", "errors", "it is", "seconds")));
      rows.add(row(term, comparison.exact(), List.of("", "")));
      for (Row row : comparison.others()) {
        Estimate difference = term.above().apply(row).apply(comparison.exact());
        rows.add(row(term, row, List.of(EstimateText.signed(difference), errors(difference))));
      }
      rows.add(new NumberTable.Row("", List.of()));
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, prior %s, N = %d, log N = %s, d = %d\n"
            .formatted(
                named.name(),
                named.prior(),
                comparison.size(),
                EstimateText.exact(Math.log(comparison.size())),
                comparison.dimensions()));
    text.append("average KL ")
        .append(EstimateText.of(comparison.exact().terms().averageKl()))
        .append("; nats per data point, +- one standard error\n\n")
        .append(NumberTable.folding(rows, COLUMN, width).stripTrailing())
        .append('\n');
    comparison.refusals().forEach(refusal -> text.append(refusal).append('\n'));
    return text.toString();
  }

  private static NumberTable.Row row(Term term, Row row, List<String> difference) {
    List<String> cells = new ArrayList<>();
    cells.add(EstimateText.of(term.value().apply(row.terms())));
    cells.addAll(difference);
    cells.add(EstimatorComparison.kind(term.bound().apply(row.terms())));
    cells.add(String.format(Locale.ROOT, "%.2f", row.seconds()));
    return new NumberTable.Row("  " + row.estimator(), cells);
  }

  /** Returns a difference in standard errors, such as {@code -12.3}. */
  private static String errors(Estimate difference) {
    return EstimatorComparison.inErrors(difference)
        .map(errors -> String.format(Locale.ROOT, "%+.1f", errors))
        .orElse("");
  }

  /** Returns one comparison as JSON. */
  static Map<String, Object> json(Named named) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("codes", named.name());
    json.put("prior", named.prior());
    json.putAll(EstimatorsJson.of(named.comparison()));
    return json;
  }
}
