package org.elbosurgery.framework.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.CaseUtils;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.StratifiedMeans;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.version.Versions;

/**
 * Results as JSON, written and read: estimates are {@code {"mean", "standardError"}}, missing
 * values are absent.
 */
public final class ResultJson {

  /** The member that says which bound the mutual information is; absent if it is not a bound. */
  static final String BOUND = "informationBound";

  /**
   * The member that says how many test rows equal training rows; absent if chance explains them.
   */
  static final String REPEATED = "repeatedTestRows";

  /**
   * The member with the kernel that computed the aggregate posterior; absent if the estimator does
   * not name one.
   */
  static final String KERNEL = "kernel";

  /**
   * The member with the standard error of the prior's log normaliser; absent if the normaliser is
   * known.
   */
  static final String LOG_NORMALIZER_ERROR = "logNormalizerError";

  /**
   * The member with the numbers of samples of the terms that are sampled; files of earlier versions
   * do not have it.
   */
  private static final String SAMPLES = "samples";

  private static final String AVERAGE_KL = "averageKl";
  private static final String INFORMATION = "mutualInformation";

  /** Where a file does not say how many samples there were. */
  private static final long UNKNOWN = 1;

  /** The member with the check of the prior's density; absent if there was none. */
  public static final String DENSITY = "density";

  private static final String LOG_NORMALIZER = "logNormalizer";
  private static final String SAMPLES_PROBABILITY = "samplesProbability";
  private static final String FAILURE = "failure";

  /** The member with the standard error over other samples of z. */
  public static final String STANDARD_ERROR = "standardError";

  private static final String EXACT = "exact";

  /** The digests of the files that belong to a result in a folder. */
  private static final String FILES = "files";

  /** The digests of the run's files that its results alone do not have; absent of a whole run. */
  private static final String LEFT_OUT = "leftOut";

  private ResultJson() {}

  /**
   * What {@code result.json} has.
   *
   * @param result without its values per data point
   * @param files the SHA-256 of the files that belong to it, by name
   * @param leftOut the SHA-256 of the files of the run that are not there, or have fewer rows, in a
   *     folder of {@linkplain RunResults results alone}, by name
   */
  record Kept(Result result, Map<String, String> files, Map<String, String> leftOut) {}

  /** Returns the content of {@code result.json}. */
  static Content content(Kept kept) {
    Map<String, Object> json = of(kept.result());
    json.put(FILES, kept.files());
    if (!kept.leftOut().isEmpty()) {
      json.put(LEFT_OUT, kept.leftOut());
    }
    return Json.content(json);
  }

  /**
   * Returns the result of a run: its training rows at the top, its test rows under {@code test},
   * and the warnings of both, if any, under {@code warnings}.
   */
  public static Map<String, Object> of(Result result) {
    Map<String, Object> json = of(result.train());
    result.test().ifPresent(test -> json.put("test", of(test)));
    addWarnings(result.warnings(), json);
    json.put("provenance", of(result.provenance()));
    return json;
  }

  /** Adds {@code warnings}, a list of sentences, if there are any. */
  public static void addWarnings(List<String> warnings, Map<String, Object> json) {
    if (!warnings.isEmpty()) {
      json.put("warnings", warnings);
    }
  }

  /** Returns one surgery, without its warnings. */
  public static Map<String, Object> of(Surgery surgery) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("n", surgery.size());
    json.put("d", surgery.dimensions());
    json.put("logN", surgery.logSize());
    surgery.elbo().ifPresent(elbo -> json.put("elbo", of(elbo)));
    surgery.reconstruction().ifPresent(r -> json.put("reconstruction", of(r)));
    json.put(AVERAGE_KL, of(surgery.terms().averageKl()));
    json.put(INFORMATION, of(surgery.terms().mutualInformation()));
    json.put("marginalKl", of(surgery.terms().marginalKl()));
    json.put("residual", of(surgery.terms().residual()));
    json.put(SAMPLES, samples(surgery.terms()));
    addBound(surgery.terms().bound(), json);
    if (surgery.logNormalizerError() > 0) {
      json.put(LOG_NORMALIZER_ERROR, surgery.logNormalizerError());
    }
    surgery.density().ifPresent(check -> json.put(DENSITY, of(check)));
    Map<String, Object> routes = new LinkedHashMap<>();
    surgery.terms().routes().forEach((name, estimate) -> routes.put(name, of(estimate)));
    json.put("routes", routes);
    List<ClassTerms> classes = ClassTerms.of(surgery);
    if (!classes.isEmpty()) {
      json.put("classes", classes.stream().map(ResultJson::of).toList());
    }
    return json;
  }

  /** Returns the terms of a class, or of several, whose number is {@code others}. */
  private static Map<String, Object> of(ClassTerms classes) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (classes.labels().size() == 1) {
      json.put("label", classes.labels().get(0));
    } else {
      json.put("others", classes.labels().size());
    }
    json.put("n", classes.size());
    classes
        .terms()
        .forEach(
            (term, mean) ->
                json.put(CaseUtils.toCamelCase(term.label(), false), of(mean, "populationError")));
    return json;
  }

  private static Map<String, Object> samples(Decomposition terms) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!terms.averageKl().isExact()) {
      json.put(AVERAGE_KL, terms.averageKl().samples());
    }
    if (!terms.mutualInformation().isExact()) {
      json.put(INFORMATION, terms.mutualInformation().samples());
    }
    return json;
  }

  /** Returns the check of a prior's density, without its warnings. */
  public static Map<String, Object> of(DensityCheck check) {
    Map<String, Object> json = new LinkedHashMap<>();
    check.logNormalizer().ifPresent(estimate -> json.put(LOG_NORMALIZER, of(estimate)));
    check.samplesProbability().ifPresent(value -> json.put(SAMPLES_PROBABILITY, value));
    check.failure().ifPresent(text -> json.put(FAILURE, text));
    return json;
  }

  /**
   * Reads what {@link #of(DensityCheck)} wrote.
   *
   * @throws org.elbosurgery.api.ElboException USER if it is no such check
   */
  public static DensityCheck density(JsonObject json) {
    Optional<Double> probability = Optional.empty();
    if (json.has(SAMPLES_PROBABILITY)) {
      double value = json.number(SAMPLES_PROBABILITY);
      if (!(value >= 0 && value <= 1)) {
        throw json.damaged(SAMPLES_PROBABILITY, "a probability");
      }
      probability = Optional.of(value);
    }
    return new DensityCheck(
        json.optionalObject(LOG_NORMALIZER).map(number -> estimate(number, STANDARD_ERROR, 1)),
        probability,
        json.has(FAILURE) ? Optional.of(json.text(FAILURE)) : Optional.empty());
  }

  /** Returns a number with its error, and {@code exact} if it is exact. */
  public static Map<String, Object> of(Estimate estimate) {
    return of(estimate, STANDARD_ERROR);
  }

  /** Returns the same with another name for the error, which says what kind of error it is. */
  public static Map<String, Object> of(Estimate estimate, String errorMember) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", estimate.mean());
    json.put(errorMember, estimate.standardError());
    if (estimate.isExact()) {
      json.put(EXACT, true);
    }
    return json;
  }

  /**
   * Reads what {@link #of(Estimate, String)} wrote.
   *
   * @param samples the number of samples if the estimate is not exact, at least 1, which the file
   *     does not contain
   * @throws org.elbosurgery.api.ElboException USER if it is not an estimate
   */
  public static Estimate estimate(JsonObject json, String errorMember, long samples) {
    double error = standardError(json, errorMember);
    if (!json.isTrue(EXACT)) {
      return new Estimate(json.number("mean"), error, samples);
    }
    if (error > 0) {
      throw json.damaged(errorMember, "0, though the value is exact");
    }
    return Estimate.exact(json.number("mean"));
  }

  private static double standardError(JsonObject json, String member) {
    double error = json.number(member);
    if (error < 0) {
      throw json.damaged(member, "at least 0");
    }
    return error;
  }

  private static Map<String, Object> of(Result.Provenance provenance) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("versions", provenance.versions());
    json.put("seed", provenance.spec().run().seed());
    json.put("threads", provenance.spec().run().threads());
    provenance.kernel().ifPresent(kernel -> json.put(KERNEL, kernel));
    json.put("dataSha256", provenance.dataSha256());
    provenance.repeatedTestRows().ifPresent(count -> json.put(REPEATED, count));
    json.put("epochs", provenance.epochs());
    provenance.bestEpoch().ifPresent(epoch -> json.put("bestEpoch", epoch));
    provenance.parameters().ifPresent(count -> json.put("parameters", count));
    provenance.plugins().writeTo(json);
    json.put("options", provenance.spec().values());
    return json;
  }

  /**
   * Reads {@code result.json}.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read or is damaged; the
   *     message names what is wrong with it
   */
  static Kept read(Path file) {
    JsonObject json = JsonObject.read(file);
    return new Kept(
        result(json), json.texts(FILES), json.has(LEFT_OUT) ? json.texts(LEFT_OUT) : Map.of());
  }

  private static Result result(JsonObject json) {
    JsonObject provenance = json.object("provenance");
    ExperimentSpec spec = provenance.make(provenance.texts("options"), ExperimentSpec::create);
    JsonObject versions = provenance.object("versions");
    Optional<String> kernel =
        provenance.has(KERNEL) ? Optional.of(provenance.text(KERNEL)) : Optional.empty();
    return new Result(
        surgery(json, spec, kernel),
        json.optionalObject("test").map(test -> surgery(test, spec, kernel)),
        new Result.Provenance(
            new Versions(
                versions.text("elbo"),
                versions.text("nd4j"),
                versions.text("java"),
                versions.text("platform")),
            spec,
            provenance.text("dataSha256"),
            optional(provenance, REPEATED),
            provenance.integer("epochs", 0),
            optional(provenance, "bestEpoch"),
            optional(provenance, "parameters"),
            kernel,
            PluginBuilds.of(provenance)));
  }

  private static Optional<Integer> optional(JsonObject json, String member) {
    return json.has(member) ? Optional.of(json.integer(member, 1)) : Optional.empty();
  }

  private static Surgery surgery(JsonObject json, ExperimentSpec spec, Optional<String> kernel) {
    int size = json.integer("n", 1);
    int perPoint = StratifiedMeans.enoughSamples(size, spec.surgery().samples());
    long samples = (long) size * perPoint;
    JsonObject routes = json.object("routes");
    Map<String, Estimate> byName = new LinkedHashMap<>();
    routes
        .names()
        .forEach(name -> byName.put(name, estimate(routes.object(name), STANDARD_ERROR, samples)));
    return new Surgery(
        size,
        json.integer("d", 1),
        json.has("reconstruction")
            ? Optional.of(estimate(json.object("reconstruction"), STANDARD_ERROR, samples))
            : Optional.empty(),
        new Decomposition(
            estimate(json.object(AVERAGE_KL), STANDARD_ERROR, samples(json, AVERAGE_KL)),
            estimate(json.object(INFORMATION), STANDARD_ERROR, samples(json, INFORMATION)),
            estimate(json.object("marginalKl"), STANDARD_ERROR, samples),
            estimate(json.object("residual"), STANDARD_ERROR, samples),
            byName,
            Optional.empty(),
            bound(json),
            kernel),
        Optional.empty(),
        json.has(LOG_NORMALIZER_ERROR) ? standardError(json, LOG_NORMALIZER_ERROR) : 0,
        json.optionalObject(DENSITY).map(ResultJson::density));
  }

  private static long samples(JsonObject json, String term) {
    Optional<JsonObject> counts = json.optionalObject(SAMPLES).filter(each -> each.has(term));
    if (counts.isEmpty()) {
      return UNKNOWN;
    }
    double count = counts.get().number(term);
    if (count < 1 || count != Math.rint(count)) {
      throw counts.get().damaged(term, "a whole number, at least 1");
    }
    return (long) count;
  }

  /** Adds which bound the mutual information is, if it is one. */
  public static void addBound(InformationBound bound, Map<String, Object> json) {
    if (bound != InformationBound.NONE) {
      json.put(BOUND, bound.label());
    }
  }

  /**
   * Reads what {@link #addBound} added.
   *
   * @throws org.elbosurgery.api.ElboException USER if it is no such bound
   */
  public static InformationBound bound(JsonObject json) {
    if (!json.has(BOUND)) {
      return InformationBound.NONE;
    }
    String label = json.text(BOUND);
    return Stream.of(InformationBound.LOWER, InformationBound.UPPER, InformationBound.BIASED)
        .filter(bound -> bound.label().equals(label))
        .findFirst()
        .orElseThrow(() -> json.damaged(BOUND, "lower, upper or biased"));
  }
}
