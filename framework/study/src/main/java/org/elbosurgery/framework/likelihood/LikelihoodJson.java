package org.elbosurgery.framework.likelihood;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.version.Versions;

/**
 * Bounds on the likelihood as maps for JSON. Everywhere {@code standardError} is what other samples
 * for the same rows would change, and {@code populationError} what other rows would, and the
 * samples with them.
 */
public final class LikelihoodJson {

  private LikelihoodJson() {}

  /**
   * Returns runs one after the other under {@code results}, and under {@code differences} how far
   * each is from the first of its group.
   *
   * @param groups of runs of the same rows, each at least one
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

  /** Returns one run's bound, with the folder of the run. */
  private static Map<String, Object> of(LikelihoodResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", result.run().toString());
    json.putAll(kept(result));
    return json;
  }

  /** Returns one run's bound as it is kept in the run's folder. */
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
