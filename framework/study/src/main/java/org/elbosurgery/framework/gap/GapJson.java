package org.elbosurgery.framework.gap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.comparison.ComparisonJson;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.gap.RunGap.SplitGap;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.version.Versions;

/**
 * Gap analyses as JSON: estimates are {@code {"mean", "standardError"}}, missing values are absent.
 */
public final class GapJson {

  private static final String POPULATION_ERROR = "populationError";
  private static final String PRIOR_SHA256 = "priorSha256";
  private static final String PROVENANCE = "provenance";
  private static final String RUN = "run";
  private static final OptionSet<FitOptions> FIT = OptionSet.of(FitOptions.class);
  private static final OptionSet<GapOptions> OPTIONS = OptionSet.of(GapOptions.class);

  private GapJson() {}

  /**
   * Reads the analysis in a run's folder.
   *
   * @return the analysis; empty if there is none
   * @throws ElboException USER if the file is damaged, belongs to another run or contradicts itself
   */
  public static Optional<KeptGap> read(Path run) {
    Optional<Path> file = CheckedFolder.of(run).find(GapAnalysis.FILE);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    JsonObject json = JsonObject.read(file.get());
    KeptGap kept = kept(json);
    json.optionalObject(PROVENANCE)
        .filter(provenance -> provenance.has(RUN))
        .ifPresent(
            provenance -> {
              requireOf(RunFolder.open(run), file.get(), provenance);
              requireSound(kept, file.get());
            });
    return Optional.of(kept);
  }

  /**
   * Returns the analysis in a run's folder as it is {@linkplain ExperimentSpec#published kept and
   * shared}, all else as it was written.
   *
   * @return the content of the file; empty if there is none
   * @throws ElboException USER if the file is damaged
   */
  public static Optional<Content> published(Path run) {
    return CheckedFolder.of(run).find(GapAnalysis.FILE).map(GapJson::publishedFile);
  }

  private static Content publishedFile(Path file) {
    return JsonObject.read(file)
        .optionalObject(PROVENANCE)
        .filter(provenance -> provenance.has(RUN))
        .map(provenance -> provenance.make(provenance.texts(RUN), ExperimentSpec::create))
        .map(analysed -> publishedFile(file, analysed.published()))
        .orElseGet(() -> RegularFile.content(file));
  }

  private static Content publishedFile(Path file, ExperimentSpec analysed) {
    Map<String, Object> json = Json.read(file);
    Map<Object, Object> provenance = new LinkedHashMap<>((Map<?, ?>) json.get(PROVENANCE));
    provenance.put(RUN, analysed.values());
    json.put(PROVENANCE, provenance);
    return Json.content(json);
  }

  /**
   * Reads the analysis in a folder of codes.
   *
   * @param sha256 the digest of the codes
   * @param priorSha256 the digest of the file of their model's prior; empty if there is none
   * @return the analysis; empty if there is none
   * @throws ElboException USER if the file is damaged, belongs to other codes or another prior, or
   *     contradicts itself
   */
  public static Optional<KeptGap> readOfCodes(
      Path folder, String sha256, Optional<String> priorSha256) {
    Optional<Path> file = CheckedFolder.of(folder).find(GapAnalysis.FILE);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    JsonObject json = JsonObject.read(file.get());
    KeptGap kept = kept(json);
    JsonObject provenance = json.object(PROVENANCE);
    if (!provenance.text("dataSha256").equals(sha256)) {
      throw ElboException.user(
          file.get() + " is not of the codes it is with; delete it and call elbo gap again");
    }
    Optional<String> prior =
        provenance.has(PRIOR_SHA256)
            ? Optional.of(provenance.text(PRIOR_SHA256))
            : Optional.empty();
    if (!prior.equals(priorSha256)) {
      throw ElboException.user(
          file.get() + " is of another prior than the one it is with; call elbo gap again");
    }
    requireSound(kept, file.get());
    return Optional.of(kept);
  }

  private static void requireSound(KeptGap kept, Path file) {
    List<String> problems = GapCheck.problems(kept);
    if (!problems.isEmpty()) {
      throw ElboException.user(
          "%s contradicts itself: %s; delete it and call elbo gap again"
              .formatted(file, String.join(", ", problems)));
    }
  }

  private static void requireOf(RunFolder run, Path file, JsonObject provenance) {
    ExperimentSpec analysed = provenance.make(provenance.texts(RUN), ExperimentSpec::create);
    List<String> differences = new ArrayList<>();
    run.spec().materialDifferences(analysed).forEach(each -> differences.add(each.text()));
    if (!provenance.text("dataSha256").equals(run.dataSha256())) {
      differences.add("the data are others");
    }
    if (!differences.isEmpty()) {
      throw ElboException.user(
          "%s is not of the run it is in: %s; delete it and call elbo gap again"
              .formatted(file, String.join(", ", differences)));
    }
  }

  private static KeptGap kept(JsonObject json) {
    Optional<JsonObject> provenance = json.optionalObject(PROVENANCE);
    return new KeptGap(
        priors(json),
        moments(json.object("moments")),
        DimensionJson.read(json),
        provenance.filter(p -> p.has("fit")).map(p -> p.texts("fit")).orElse(Map.of()),
        provenance.map(PluginBuilds::of).orElse(PluginBuilds.UNKNOWN));
  }

  /**
   * Reads the priors, of which the first is the standard Gaussian, whose marginal KL determines
   * whether there is a gap.
   */
  private static List<PriorOnCodes> priors(JsonObject json) {
    List<PriorOnCodes> priors = json.objects("priors").stream().map(GapJson::prior).toList();
    if (priors.isEmpty() || priors.get(0).kind() != Kind.STANDARD) {
      throw json.damaged("priors", "a list that begins with the standard Gaussian");
    }
    return priors.stream().map(prior -> prior.besides(priors.get(0))).toList();
  }

  private static PriorOnCodes prior(JsonObject json) {
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(each -> each.label().equals(json.text("kind")))
            .findFirst()
            .orElseThrow(() -> json.damaged("kind", "a kind of prior"));
    return new PriorOnCodes(
        kind,
        json.has("prior")
            ? Optional.of(json.make(json.text("prior"), PluginSpec::parse))
            : Optional.empty(),
        json.has("build") ? Optional.of(json.text("build")) : Optional.empty(),
        priorGap(json.object(Split.TRAIN.label())),
        json.optionalObject(Split.TEST.label()).map(GapJson::priorGap),
        json.optionalObject(ResultJson.DENSITY).map(ResultJson::density));
  }

  private static Map<String, Object> of(PriorOnCodes prior, RunGap gap) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", prior.kind().label());
    prior.prior().ifPresent(spec -> json.put("prior", spec.toString()));
    prior.build().ifPresent(build -> json.put("build", build));
    gap.fit(prior).ifPresent(fit -> json.put("fit", of(fit)));
    json.put(Split.TRAIN.label(), of(prior.train()));
    prior.test().ifPresent(test -> json.put(Split.TEST.label(), of(test)));
    prior.density().ifPresent(check -> json.put(ResultJson.DENSITY, ResultJson.of(check)));
    return json;
  }

  private static PriorGap priorGap(JsonObject json) {
    return new PriorGap(
        estimate(json.object("marginalKl"), ResultJson.STANDARD_ERROR),
        json.optionalObject("gapClosed").map(closed -> estimate(closed, ResultJson.STANDARD_ERROR)),
        estimate(json.object("crossEntropy"), POPULATION_ERROR),
        json.optionalObject("trainAggregateGain").map(gain -> estimate(gain, POPULATION_ERROR)));
  }

  private static Map<String, Object> of(PriorGap gap) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("marginalKl", ResultJson.of(gap.marginalKl()));
    gap.gapClosed().ifPresent(closed -> json.put("gapClosed", ResultJson.of(closed)));
    json.put("crossEntropy", ofPopulation(gap.crossEntropy()));
    gap.trainAggregateGain().ifPresent(gain -> json.put("trainAggregateGain", ofPopulation(gain)));
    return json;
  }

  private static MomentSplit moments(JsonObject json) {
    return new MomentSplit(
        json.number("mean"),
        json.number("variance"),
        json.number("correlation"),
        estimate(json.object("negentropy"), ResultJson.STANDARD_ERROR));
  }

  private static Map<String, Object> of(MomentSplit moments) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", moments.mean());
    json.put("variance", moments.variance());
    json.put("correlation", moments.correlation());
    json.put("negentropy", ResultJson.of(moments.negentropy()));
    return json;
  }

  private static Estimate estimate(JsonObject estimate, String errorMember) {
    return ResultJson.estimate(estimate, errorMember, 1);
  }

  /** Returns an estimate whose error also counts the choice of the data points. */
  private static Map<String, Object> ofPopulation(Estimate estimate) {
    return ResultJson.of(estimate, POPULATION_ERROR);
  }

  /** Returns the analysis of one run. */
  public static Map<String, Object> of(RunGap gap) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("d", gap.dimensions().dimensions().size());
    json.put("train", of(gap.train()));
    gap.test().ifPresent(test -> json.put("test", of(test)));
    json.put("priors", gap.priors().stream().map(prior -> of(prior, gap)).toList());
    if (!gap.failedFits().isEmpty()) {
      json.put("failedFits", gap.failedFits().stream().map(GapJson::of).toList());
    }
    json.put("moments", of(gap.moments()));
    DimensionJson.add(gap.dimensions(), json);
    if (!gap.curve().isEmpty()) {
      json.put("curve", gap.curve().stream().map(GapJson::of).toList());
    }
    ResultJson.addWarnings(gap.warnings(), json);
    json.put(PROVENANCE, provenance(gap));
    return json;
  }

  private static Map<String, Object> of(SplitGap split) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("n", split.size());
    json.put("logN", split.logSize());
    json.put("mutualInformation", ResultJson.of(split.mutualInformation()));
    json.put("saturated", split.saturated());
    return json;
  }

  private static Map<String, Object> of(FailedFit failed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prior", failed.prior().toString());
    json.put("problems", failed.problems());
    return json;
  }

  private static Map<String, Object> of(BestFit fit) {
    FitCourse course = fit.prior().course();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("parameters", fit.prior().parameters().count());
    json.put("steps", course.steps());
    json.put("bestStep", course.bestStep());
    json.put("end", course.end().label());
    json.put("initialCrossEntropy", course.initialCrossEntropy());
    json.put("bestCrossEntropy", course.bestCrossEntropy());
    course
        .gradient()
        .ifPresent(
            norms -> {
              json.put("initialGradientNorm", norms.initial());
              json.put("gradientNorm", norms.best());
            });
    json.put("start", fit.starts().get(fit.start()).name());
    json.put("starts", fit.starts().stream().map(GapJson::of).toList());
    return json;
  }

  private static Map<String, Object> of(BestFit.Start start) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", start.name());
    start.crossEntropy().ifPresent(end -> json.put("bestCrossEntropy", end));
    return json;
  }

  private static Map<String, Object> of(PopulationBounds bounds) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("n", bounds.size());
    json.put("logN", bounds.logSize());
    json.put("mutualInformation", ofPopulation(bounds.mutualInformation()));
    json.put("saturated", bounds.saturated());
    json.put("upper", ofPopulation(bounds.upper()));
    json.put("lower", ofPopulation(bounds.lower()));
    return json;
  }

  private static Map<String, Object> provenance(RunGap gap) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("versions", Versions.current());
    json.put("seed", gap.origin().seed());
    json.put("dataSha256", gap.origin().dataSha256());
    gap.origin().plugins().writeTo(json);
    if (gap.origin() instanceof GapOrigin.OfRun run) {
      json.put(RUN, run.spec().values());
    } else if (gap.origin() instanceof GapOrigin.OfCodes codes) {
      json.put("codes", codes.name());
      codes.priorSha256().ifPresent(sha256 -> json.put(PRIOR_SHA256, sha256));
    }
    json.put("fit", FIT.values(gap.request().fit()));
    json.put("options", OPTIONS.values(gap.request().options()));
    return json;
  }

  /**
   * Returns runs that were trained with different priors, like {@link ComparisonJson}, each result
   * with its {@code ceiling} and {@code gapClosed} by split, or {@code gapClosedWithheld}, a word
   * on why nothing is said of it.
   */
  public static Map<String, Object> of(JointGap joint) {
    Map<String, Object> json = new LinkedHashMap<>(ComparisonJson.of(joint.comparison()));
    json.put("joint", joint.comparison().results().stream().map(r -> of(joint, r)).toList());
    ResultJson.addWarnings(joint.warnings(), json);
    return json;
  }

  private static Map<String, Object> of(JointGap joint, Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prior", result.provenance().spec().model().prior().toString());
    for (Split split : Split.values()) {
      Map<String, Object> own = new LinkedHashMap<>();
      result
          .surgery(split)
          .flatMap(JointGap::ceiling)
          .ifPresent(ceiling -> own.put("ceiling", ResultJson.of(ceiling)));
      Optional<Finding> withheld = joint.forbidding(result);
      joint
          .gapClosed(result, split)
          .ifPresent(
              closed ->
                  withheld.ifPresentOrElse(
                      finding -> own.put("gapClosedWithheld", finding.word()),
                      () -> own.put("gapClosed", ResultJson.of(closed))));
      if (!own.isEmpty()) {
        json.put(split.label(), own);
      }
    }
    return json;
  }
}
