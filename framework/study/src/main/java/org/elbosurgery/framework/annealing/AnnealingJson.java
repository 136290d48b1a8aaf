package org.elbosurgery.framework.annealing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.likelihood.PairedBound;
import org.elbosurgery.framework.version.Versions;

/**
 * Likelihoods by annealing as JSON. In all of them {@code standardError} is the error over other
 * chains for the same rows, and {@code populationError} the error over other rows, including the
 * chains.
 */
public final class AnnealingJson {

  private static final String ABOVE = "aboveImportanceBound";
  private static final String SAMPLES = "samples";
  private static final String OF_ROWS = "ofRows";

  private AnnealingJson() {}

  /**
   * Returns results as {@link PairedBound#json} does; the differences are those of lower bounds.
   *
   * @param groups groups of results of the same rows, each with at least one
   */
  public static Map<String, Object> of(List<List<AnnealingResult>> groups) {
    return PairedBound.json(groups, AnnealingJson::of);
  }

  /** Returns the content of the summary in the folder of the run. */
  static Content content(AnnealingResult result) {
    return Json.content(of(result));
  }

  /**
   * What of a summary is not in the file of the chains beside it, or tells whether the two belong
   * together.
   *
   * @param size for how many rows it is
   * @param lower the mean of the lower bound
   * @param upper that of the upper bound; empty if the rows are not simulated
   * @param aboveImportanceBound how far it is above that bound; empty if the folder had none
   * @param rowsSha256 the digest of the rows, as the model sees them
   */
  record Kept(
      int size,
      double lower,
      Optional<Double> upper,
      Optional<JsonObject> aboveImportanceBound,
      String rowsSha256) {

    /** Another processor's sum of the same numbers differs by less, relative to it. */
    private static final double ROUNDING = 1e-9;

    /** Returns whether the numbers are those of these points. */
    boolean isOf(List<AnnealedPoint> points) {
      boolean simulated = points.get(0).reverse().length > 0;
      return isMean(lower, points, AnnealedPoint::lower)
          && upper.isPresent() == simulated
          && upper.stream().allMatch(value -> isMean(value, points, AnnealedPoint::upper));
    }

    private static boolean isMean(
        double given, List<AnnealedPoint> points, ToDoubleFunction<AnnealedPoint> value) {
      double mean = points.stream().mapToDouble(value).average().orElseThrow();
      return Math.abs(given - mean) <= ROUNDING * (1 + Math.abs(mean));
    }

    /**
     * Returns what was gained when the summary was written.
     *
     * @throws org.elbosurgery.api.ElboException USER if that is damaged
     */
    Optional<AnnealingResult.Gained> gained() {
      return aboveImportanceBound.map(
          above ->
              new AnnealingResult.Gained(above.integer(SAMPLES, 1), numbers(above, OF_ROWS, size)));
    }

    /** Returns what is gained now, if the folder of the run still has the bound. */
    Optional<AnnealingResult.Gained> gained(
        FinishedRun run, AnnealedRows rows, List<AnnealedPoint> points) {
      return aboveImportanceBound.flatMap(
          above ->
              LikelihoodFolder.read(run).stream()
                  .filter(bound -> bound.split().label().equals(rows.label()))
                  .filter(bound -> bound.samples() == above.integer(SAMPLES, 1))
                  .filter(bound -> bound.points().size() >= size)
                  .findFirst()
                  .map(bound -> AnnealingResult.gained(points, bound)));
    }
  }

  /**
   * Reads a summary.
   *
   * @throws org.elbosurgery.api.ElboException USER if it cannot be read or is damaged
   */
  static Kept read(Path file) {
    JsonObject json = JsonObject.read(file);
    int size = json.integer("n", 2);
    return new Kept(
        size,
        json.object("lower").number("mean"),
        json.optionalObject("upper").map(upper -> upper.number("mean")),
        json.optionalObject(ABOVE),
        json.text("rowsSha256"));
  }

  private static List<Double> numbers(JsonObject json, String member, int size) {
    List<Double> numbers = json.numbers(member);
    if (numbers.size() != size) {
      throw json.damaged(member, "a list of %d numbers, one for each row".formatted(size));
    }
    return numbers;
  }

  /**
   * Returns for how many rows a summary is.
   *
   * @throws org.elbosurgery.api.ElboException USER if it cannot be read or is damaged
   */
  static int rows(Path file) {
    return read(file).size();
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
              above.put(SAMPLES, gained.samples());
              above.put("mean", gained.difference().mean());
              above.put("populationError", gained.difference().standardError());
              above.put(OF_ROWS, gained.ofRows());
              json.put(ABOVE, above);
            });
    Map<String, Object> effective = new LinkedHashMap<>();
    effective.put("mean", result.effectiveSampleSize());
    effective.put("below" + (int) AnnealingResult.FEW, result.fewChains());
    json.put("effectiveSampleSize", effective);
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
