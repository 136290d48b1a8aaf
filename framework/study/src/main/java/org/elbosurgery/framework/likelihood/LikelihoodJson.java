package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.version.Versions;

/**
 * Bounds on the likelihood as JSON, written and read. In all of them {@code standardError} is the
 * error over other samples for the same rows, and {@code populationError} the error over other
 * rows, including the sampling.
 */
public final class LikelihoodJson {

  private LikelihoodJson() {}

  /**
   * Returns runs as {@link PairedBound#json} does.
   *
   * @param groups groups of bounds of the same rows, each with at least one
   */
  public static Map<String, Object> of(List<List<LikelihoodResult>> groups) {
    return PairedBound.json(groups, LikelihoodJson::kept);
  }

  /**
   * What of {@code likelihood-SPLIT-SAMPLES.json} is not in the file of the bounds beside it, or
   * tells whether the two belong together.
   *
   * @param split the label of the split
   * @param size N
   * @param samples S
   * @param rowsSha256 of the rows as the model sees them
   */
  record Kept(String split, int size, int samples, String rowsSha256) {}

  /**
   * Reads {@code likelihood-SPLIT-SAMPLES.json}.
   *
   * @throws org.elbosurgery.api.ElboException USER if it cannot be read or is damaged
   */
  static Kept read(Path file) {
    JsonObject json = JsonObject.read(file);
    return new Kept(
        json.text("split"),
        json.integer("n", 2),
        json.object("bound").integer("samples", 1),
        json.text("rowsSha256"));
  }

  /** Returns one run's bound as the content of {@code likelihood-SPLIT-SAMPLES.json}. */
  static Content content(LikelihoodResult result) {
    return Json.content(kept(result));
  }

  private static Map<String, Object> kept(LikelihoodResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prior", result.spec().model().prior().toString());
    json.put("split", result.split().label());
    json.put("n", result.points().size());
    json.put("bound", of(result.bound()));
    json.put("curve", result.curve().stream().map(LikelihoodJson::of).toList());
    result.stopped().ifPresent(stopped -> json.put("untilEss", of(stopped)));
    json.put("effectiveSampleSize", of(result.effectiveSampleSize()));
    result.paretoShapes().ifPresent(shapes -> json.put("paretoK", of(shapes)));
    result.density().ifPresent(check -> json.put(ResultJson.DENSITY, ResultJson.of(check)));
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

  private static Map<String, Object> of(ParetoShapes shapes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", shapes.median());
    json.put("greatest", shapes.max());
    json.put("above" + ParetoShapes.DOUBTFUL, shapes.doubtful());
    return json;
  }

  private static Map<String, Object> of(LikelihoodResult.Stopped stopped) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("effectiveSampleSize", stopped.effective());
    json.put("meanSamples", stopped.meanSamples());
    json.put("notReached", stopped.notReached());
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
