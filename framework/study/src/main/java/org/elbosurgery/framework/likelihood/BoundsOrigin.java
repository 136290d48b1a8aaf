package org.elbosurgery.framework.likelihood;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.PluginBuilds;

/**
 * What decides the bounds of a run's rows, besides the rows and the number of samples. Bounds of
 * two origins are never put together.
 *
 * @param checkpointSha256 of the run's newest checkpoint, in 64 lower-case hexadecimal digits
 * @param seed of the run: the samples come from it
 * @param estimator the {@link ImportanceWeightedBound#VERSION}
 * @param plugins the builds that the model is made of
 */
public record BoundsOrigin(
    String checkpointSha256, long seed, int estimator, PluginBuilds plugins) {

  /**
   * Returns that of bounds of a run that are computed now; empty where the run has no checkpoint
   * left.
   *
   * @param plugins the builds that compute them
   */
  static Optional<BoundsOrigin> of(FinishedRun run, PluginBuilds plugins) {
    return run.folder()
        .checkpoints()
        .newestSha256()
        .map(
            checkpoint ->
                new BoundsOrigin(
                    checkpoint, run.spec().run().seed(), ImportanceWeightedBound.VERSION, plugins));
  }

  /** Returns the parts as a map for JSON. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("checkpointSha256", checkpointSha256);
    json.put("seed", seed);
    json.put("estimator", estimator);
    plugins.writeTo(json);
    return json;
  }

  /** Names the parts in a sentence that another origin has not; empty if it is the same. */
  String otherThan(BoundsOrigin other) {
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
    for (String kind : PluginBuilds.MODEL) {
      parts.put(kind + " build", plugins.sha256().getOrDefault(kind, "that is not known"));
    }
    return parts;
  }
}
