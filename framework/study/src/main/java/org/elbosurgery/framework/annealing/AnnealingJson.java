package org.elbosurgery.framework.annealing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.version.Versions;

/**
 * Likelihoods by annealing as JSON. In all of them {@code standardError} is the error over other
 * chains for the same rows, and {@code populationError} the error over other rows, including the
 * chains.
 */
public final class AnnealingJson {

  private AnnealingJson() {}

  /** Returns results in succession under {@code results}, each with the folder of its run. */
  public static Map<String, Object> of(List<AnnealingResult> results) {
    return Map.of(
        "results",
        results.stream()
            .map(
                result -> {
                  Map<String, Object> json = new LinkedHashMap<>();
                  json.put("run", result.run().toString());
                  json.putAll(of(result));
                  return json;
                })
            .toList());
  }

  /** Returns the content of the summary in the folder of the run. */
  static Content content(AnnealingResult result) {
    return Json.content(of(result));
  }

  /**
   * Returns for how many rows a summary is.
   *
   * @throws org.elbosurgery.api.ElboException USER if it cannot be read or is damaged
   */
  static int rows(Path file) {
    return JsonObject.read(file).integer("n", 2);
  }

  private static Map<String, Object> of(AnnealingResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prior", result.spec().model().prior().toString());
    json.put("rows", result.rows().label());
    json.put("n", result.points().size());
    json.put("from", result.settings().start().label());
    json.put("temperatures", result.settings().temperatures());
    json.put("chains", result.settings().chains());
    json.put("lower", of(result.lower(), result.lowerPopulationError()));
    result
        .upper()
        .ifPresent(
            upper -> {
              json.put("upper", of(upper.bound(), upper.populationError()));
              json.put("gap", ResultJson.of(upper.gap()));
            });
    result
        .gained()
        .ifPresent(
            gained -> {
              Map<String, Object> above = new LinkedHashMap<>();
              above.put("samples", gained.samples());
              above.put("mean", gained.difference().mean());
              above.put("populationError", gained.difference().standardError());
              json.put("aboveImportanceBound", above);
            });
    json.put(
        "effectiveSampleSize",
        Map.of(
            "mean",
            result.effectiveSampleSize(),
            "below" + (int) AnnealingResult.FEW,
            result.fewChains()));
    json.put("acceptance", result.acceptance());
    json.put("stepSize", result.stepSize());
    result.density().ifPresent(check -> json.put(ResultJson.DENSITY, ResultJson.of(check)));
    ResultJson.addWarnings(result.warnings(), json);
    json.put("rowsSha256", result.rowsSha256());
    json.put("origin", result.origin().json());
    json.put("versions", Versions.current());
    return json;
  }

  private static Map<String, Object> of(Estimate bound, double populationError) {
    Map<String, Object> json = new LinkedHashMap<>(ResultJson.of(bound));
    json.put("populationError", populationError);
    return json;
  }
}
