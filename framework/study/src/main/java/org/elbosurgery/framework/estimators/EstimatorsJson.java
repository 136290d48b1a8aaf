package org.elbosurgery.framework.estimators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.surgery.EstimatorComparison;
import org.elbosurgery.framework.surgery.EstimatorComparison.Row;

/** Comparisons of estimators as JSON, written and read. */
public final class EstimatorsJson {

  private static final String REFUSALS = "refusals";

  /** Where a file does not say how many samples there were. */
  private static final long UNKNOWN = 1;

  private EstimatorsJson() {}

  /**
   * Returns a comparison: {@code n}, {@code d}, {@code logN}, {@code estimators}, the exact one
   * first, and {@code refusals} if there are any.
   */
  public static Map<String, Object> of(EstimatorComparison comparison) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("n", comparison.size());
    json.put("d", comparison.dimensions());
    json.put("logN", Math.log(comparison.size()));
    List<Object> estimators = new ArrayList<>();
    estimators.add(of(comparison.exact()));
    for (Row row : comparison.others()) {
      Map<String, Object> estimator = of(row);
      Map<String, Object> above = new LinkedHashMap<>();
      above.put("mutualInformation", ofDifference(row.informationAbove(comparison.exact())));
      above.put("marginalKl", ofDifference(row.marginalKlAbove(comparison.exact())));
      estimator.put("minusExact", above);
      estimators.add(estimator);
    }
    json.put("estimators", estimators);
    if (!comparison.refusals().isEmpty()) {
      json.put(REFUSALS, comparison.refusals());
    }
    return json;
  }

  private static Map<String, Object> of(Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("estimator", row.estimator());
    ResultJson.addBound(row.terms().bound(), json);
    json.put("seconds", row.seconds());
    json.put("averageKl", ResultJson.of(row.terms().averageKl()));
    json.put("mutualInformation", ResultJson.of(row.terms().mutualInformation()));
    json.put("marginalKl", ResultJson.of(row.terms().marginalKl()));
    json.put("residual", ResultJson.of(row.terms().residual()));
    return json;
  }

  private static Map<String, Object> ofDifference(Estimate difference) {
    Map<String, Object> json = new LinkedHashMap<>(ResultJson.of(difference));
    EstimatorComparison.inErrors(difference).ifPresent(errors -> json.put("errors", errors));
    return json;
  }

  /**
   * Reads what {@link #of(EstimatorComparison)} wrote. The differences from the exact terms are
   * computed anew.
   *
   * @throws ElboException USER if it is no such comparison
   */
  static EstimatorComparison read(JsonObject json) {
    List<Row> rows = json.objects("estimators").stream().map(EstimatorsJson::row).toList();
    if (rows.isEmpty() || !rows.get(0).estimator().equals(EstimatorComparison.EXACT)) {
      throw json.damaged("estimators", "a list that begins with exact");
    }
    return new EstimatorComparison(
        json.integer("n", 1),
        json.integer("d", 1),
        rows.get(0),
        rows.subList(1, rows.size()),
        json.has(REFUSALS) ? json.textList(REFUSALS) : List.of());
  }

  private static Row row(JsonObject json) {
    return new Row(
        json.text("estimator"),
        new Decomposition(
            estimate(json, "averageKl"),
            estimate(json, "mutualInformation"),
            estimate(json, "marginalKl"),
            estimate(json, "residual"),
            Map.of(),
            Optional.empty(),
            ResultJson.bound(json),
            Optional.empty()),
        json.number("seconds"));
  }

  private static Estimate estimate(JsonObject json, String term) {
    return ResultJson.estimate(json.object(term), ResultJson.STANDARD_ERROR, UNKNOWN);
  }
}
