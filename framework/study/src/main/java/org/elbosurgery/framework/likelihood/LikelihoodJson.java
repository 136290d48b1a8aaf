package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.experiment.EvenRows;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.experiment.Split;
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

  /** The member with the bounds of some rows, in a folder without those of all. */
  private static final String SOME = "boundsOfSomeRows";

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

  /** Returns the same with the bounds of some rows, for a folder without those of all. */
  static Content alone(LikelihoodResult result) {
    Map<String, Object> json = kept(result);
    double[] bounds = result.points().bounds();
    json.put(SOME, Arrays.stream(EvenRows.of(bounds.length)).mapToObj(n -> bounds[n]).toList());
    return Json.content(json);
  }

  /**
   * Reads what {@link #alone} wrote.
   *
   * @return empty if the file has no bounds of rows
   * @throws org.elbosurgery.api.ElboException USER if it cannot be read or is damaged
   */
  static Optional<LikelihoodSummary> alone(Path file, FinishedRun run) {
    JsonObject json = JsonObject.read(file);
    return json.has(SOME) ? Optional.of(summary(json, run)) : Optional.empty();
  }

  private static LikelihoodSummary summary(JsonObject json, FinishedRun run) {
    int size = json.integer("n", 2);
    Split split =
        json.make(json.text("split"), label -> Split.valueOf(label.toUpperCase(Locale.ROOT)));
    String rowsSha256 = json.text("rowsSha256");
    BoundsOrigin origin = BoundsOrigin.of(json.object("origin"));
    List<BoundEstimate> curve =
        json.objects("curve").stream().map(each -> estimate(each, size)).toList();
    EffectiveSampleSize effective = effectiveSampleSize(json.object("effectiveSampleSize"));
    Optional<ParetoShapes> shapes = json.optionalObject("paretoK").map(LikelihoodJson::shapes);
    List<String> warnings = json.has("warnings") ? json.textList("warnings") : List.of();
    List<Double> bounds = json.numbers(SOME);
    return json.make(
        bounds,
        some ->
            new LikelihoodSummary(
                run.path(),
                split,
                size,
                rowsSha256,
                origin,
                curve,
                effective,
                shapes,
                warnings,
                run.result().train().logNormalizerError(),
                some));
  }

  private static BoundEstimate estimate(JsonObject json, int size) {
    int samples = json.integer("samples", 1);
    return new BoundEstimate(
        samples,
        ResultJson.estimate(json, ResultJson.STANDARD_ERROR, (long) size * samples),
        json.number("populationError"));
  }

  private static EffectiveSampleSize effectiveSampleSize(JsonObject json) {
    return new EffectiveSampleSize(
        json.number("mean"),
        json.number("median"),
        json.number("least"),
        json.integer("below" + EffectiveSampleSize.SMALL, 0));
  }

  private static ParetoShapes shapes(JsonObject json) {
    return new ParetoShapes(
        json.number("median"),
        json.number("greatest"),
        json.integer("above" + ParetoShapes.DOUBTFUL, 0));
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
