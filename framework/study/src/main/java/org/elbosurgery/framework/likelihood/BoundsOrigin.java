package org.elbosurgery.framework.likelihood;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.json.JsonObject;

/**
 * What determines the bounds of a run's rows, besides the rows and the number of samples. Bounds
 * with different origins are never combined.
 *
 * @param checkpointSha256 the digest of the run's newest checkpoint, in 64 lower-case hexadecimal
 *     digits
 * @param seed the seed of the run, from which the samples are drawn
 * @param estimator the version of what computed them, such as {@link
 *     ImportanceWeightedBound#VERSION}
 * @param plugins the builds of the model's plugins
 * @param fitSha256 the digest of the parameters of a prior that was fitted to the run's codes;
 *     empty for the run's own prior
 * @param untilEss the effective sample size of a row with which its samples are enough; 0 if all
 *     are drawn
 */
public record BoundsOrigin(
    String checkpointSha256,
    long seed,
    int estimator,
    PluginBuilds plugins,
    Optional<String> fitSha256,
    int untilEss) {

  /** Makes the origin of bounds with all samples. */
  public BoundsOrigin(
      String checkpointSha256,
      long seed,
      int estimator,
      PluginBuilds plugins,
      Optional<String> fitSha256) {
    this(checkpointSha256, seed, estimator, plugins, fitSha256, 0);
  }

  /** Makes the origin of bounds with the run's own prior. */
  public BoundsOrigin(String checkpointSha256, long seed, int estimator, PluginBuilds plugins) {
    this(checkpointSha256, seed, estimator, plugins, Optional.empty(), 0);
  }

  /**
   * Returns the origin of bounds of a run computed now; empty if the run has no checkpoint any
   * more.
   *
   * @param estimator the version of what computes them
   * @param plugins the builds that compute them
   * @param fitSha256 the digest of the fit of the prior; empty for the run's own
   */
  public static Optional<BoundsOrigin> of(
      FinishedRun run, int estimator, PluginBuilds plugins, Optional<String> fitSha256) {
    return run.folder()
        .checkpoints()
        .newestSha256()
        .map(
            checkpoint ->
                new BoundsOrigin(
                    checkpoint, run.spec().run().seed(), estimator, plugins, fitSha256));
  }

  /** Returns the origin of bounds whose samples are drawn until so many count. */
  BoundsOrigin until(int effective) {
    return new BoundsOrigin(checkpointSha256, seed, estimator, plugins, fitSha256, effective);
  }

  /**
   * Reads what {@link #json} returns.
   *
   * @throws org.elbosurgery.api.ElboException USER if something is missing or of another type
   */
  static BoundsOrigin of(JsonObject json) {
    return new BoundsOrigin(
        json.text("checkpointSha256"),
        (long) json.number("seed"),
        json.integer("estimator", 1),
        PluginBuilds.of(json),
        json.has("fitSha256") ? Optional.of(json.text("fitSha256")) : Optional.empty(),
        json.has("untilEss") ? json.integer("untilEss", 1) : 0);
  }

  /** Returns the parts as a map for JSON. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("checkpointSha256", checkpointSha256);
    json.put("seed", seed);
    json.put("estimator", estimator);
    plugins.writeTo(json);
    fitSha256.ifPresent(sha256 -> json.put("fitSha256", sha256));
    if (untilEss > 0) {
      json.put("untilEss", untilEss);
    }
    return json;
  }

  /** Describes in words the parts that differ from another origin; empty if it is the same. */
  public String otherThan(BoundsOrigin other) {
    Map<String, Object> others = other.parts();
    return parts().entrySet().stream()
        .filter(part -> !part.getValue().equals(others.get(part.getKey())))
        .map(part -> part.getKey() + " " + part.getValue())
        .collect(Collectors.joining(", "));
  }

  private Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("checkpoint", checkpointSha256);
    parts.put("seed", seed);
    parts.put("estimator", estimator);
    parts.put("fit of the prior", fitSha256.orElse("none"));
    parts.put("until-ess", untilEss);
    for (String kind : PluginBuilds.MODEL) {
      parts.put(kind + " build", plugins.sha256().getOrDefault(kind, "that is not known"));
    }
    return parts;
  }
}
