package org.elbosurgery.framework.likelihood;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.experiment.FinishedRun;

/**
 * What decides the bounds of a run's rows, besides the rows and the number of samples. Bounds of
 * two origins are never put together.
 *
 * @param checkpointSha256 of the run's newest checkpoint, in 64 lower-case hexadecimal digits
 * @param seed of the run: the samples come from it
 * @param estimator the {@link ImportanceWeightedBound#VERSION}
 */
public record BoundsOrigin(String checkpointSha256, long seed, int estimator) {

  /**
   * Returns that of bounds of a run that are computed now; empty where the run has no checkpoint
   * left.
   */
  static Optional<BoundsOrigin> of(FinishedRun run) {
    return run.folder()
        .checkpoints()
        .newestSha256()
        .map(
            checkpoint ->
                new BoundsOrigin(
                    checkpoint, run.spec().run().seed(), ImportanceWeightedBound.VERSION));
  }

  /** Returns the parts as a map for JSON. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("checkpointSha256", checkpointSha256);
    json.put("seed", seed);
    json.put("estimator", estimator);
    return json;
  }

  /** Names the parts in a sentence. */
  @Override
  public String toString() {
    return "checkpoint %s, seed %d and estimator %d".formatted(checkpointSha256, seed, estimator);
  }
}
