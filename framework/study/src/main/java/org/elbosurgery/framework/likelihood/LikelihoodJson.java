package org.elbosurgery.framework.likelihood;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.version.Versions;

/**
 * Bounds on the likelihood as maps for JSON. In all of them {@code standardError} is the error over
 * other samples for the same rows, and {@code populationError} the error over other rows, including
 * the sampling.
 */
public final class LikelihoodJson {

  private LikelihoodJson() {}

  /**
   * Returns runs in succession under {@code results}, and the differences from the first run of
   * each group under {@code differences}.
   *
   * @param groups groups of bounds of the same rows, each with at least one
   */
  public static Map<String, Object> of(List<List<LikelihoodResult>> groups) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("results", groups.stream().flatMap(List::stream).map(LikelihoodJson::of).toList());
    List<Object> differences = new ArrayList<>();
    for (List<LikelihoodResult> group : groups) {
      group.stream()
          .skip(1)
          .map(result -> difference(group.get(0), result))
          .forEach(differences::add);
    }
    json.put("differences", differences);
    return json;
  }

  private static Map<String, Object> difference(LikelihoodResult first, LikelihoodResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", result.run().toString());
    json.put("from", first.run().toString());
    Estimate paired = result.minus(first);
    json.put("mean", paired.mean());
    json.put("populationError", paired.standardError());
    return json;
  }

  /** Returns the bound of one run, with the folder of the run. */
  private static Map<String, Object> of(LikelihoodResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", result.run().toString());
    json.putAll(kept(result));
    return json;
  }

  /** Returns the bound of one run as it is kept in the run's folder. */
  static Map<String, Object> kept(LikelihoodResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prior", result.spec().model().prior().toString());
    json.put("split", result.split().label());
    json.put("n", result.points().size());
    json.put("bound", of(result.bound()));
    json.put("curve", result.curve().stream().map(LikelihoodJson::of).toList());
    json.put("effectiveSampleSize", of(result.effectiveSampleSize()));
    ResultJson.addWarnings(result.warnings(), json);
    json.put("rowsSha256", result.rowsSha256());
    json.put("origin", result.origin().json());
    json.put("versions", Versions.current());
    return json;
  }

  private static Map<String, Object> of(BoundEstimate estimate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("samples", estimate.samples());
    json.putAll(ResultJson.of(estimate.estimate()));
    json.put("populationError", estimate.populationError());
    return json;
  }

  private static Map<String, Object> of(EffectiveSampleSize size) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", size.mean());
    json.put("median", size.median());
    json.put("least", size.min());
    json.put("below" + EffectiveSampleSize.SMALL, size.small());
    return json;
  }
}
