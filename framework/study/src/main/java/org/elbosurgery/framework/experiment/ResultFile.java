package org.elbosurgery.framework.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.surgery.StratifiedMeans;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.version.Versions;

/** {@code result.json}, a {@link Result} without its values per data point. */
final class ResultFile {

  private ResultFile() {}

  /**
   * Reads a result.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read or is damaged; the
   *     message names what is wrong with it
   */
  static Result read(Path file) {
    JsonObject json = JsonObject.read(file);
    JsonObject provenance = json.object("provenance");
    ExperimentSpec spec = provenance.make(provenance.texts("options"), ExperimentSpec::create);
    JsonObject versions = provenance.object("versions");
    Optional<String> kernel =
        provenance.has(ResultJson.KERNEL)
            ? Optional.of(provenance.text(ResultJson.KERNEL))
            : Optional.empty();
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
            optional(provenance, ResultJson.REPEATED),
            provenance.integer("epochs", 0),
            optional(provenance, "bestEpoch"),
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
    routes.names().forEach(name -> byName.put(name, estimate(routes, name, samples)));
    return new Surgery(
        size,
        json.integer("d", 1),
        json.has("reconstruction")
            ? Optional.of(estimate(json, "reconstruction", samples))
            : Optional.empty(),
        new Decomposition(
            estimate(json, "averageKl", samples),
            estimate(json, "mutualInformation", samples),
            estimate(json, "marginalKl", samples),
            estimate(json, "residual", samples),
            byName,
            Optional.empty(),
            bound(json),
            kernel),
        Optional.empty());
  }

  private static InformationBound bound(JsonObject json) {
    if (!json.has(ResultJson.BOUND)) {
      return InformationBound.NONE;
    }
    String label = json.text(ResultJson.BOUND);
    return Stream.of(InformationBound.LOWER, InformationBound.UPPER)
        .filter(bound -> bound.label().equals(label))
        .findFirst()
        .orElseThrow(() -> json.damaged(ResultJson.BOUND, "lower or upper"));
  }

  private static Estimate estimate(JsonObject json, String member, long samples) {
    return ResultJson.estimate(json.object(member), ResultJson.STANDARD_ERROR, samples);
  }
}
