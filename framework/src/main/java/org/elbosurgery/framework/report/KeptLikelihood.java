package org.elbosurgery.framework.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.elbosurgery.framework.json.JsonObject;

/**
 * What {@code elbo likelihood} has left in a run folder: the importance-weighted bound.
 *
 * @param split of which rows
 * @param size how many rows
 * @param samples importance samples a row
 * @param bound in nats per data point
 * @param error its standard error
 * @param effective effective sample size, on average over the rows
 */
record KeptLikelihood(
    String split, int size, int samples, double bound, double error, double effective) {

  private static final String FILE = "likelihood.json";

  /**
   * Reads what was kept.
   *
   * @param run a run folder
   * @return empty where nothing was
   * @throws org.elbosurgery.api.ElboException USER if the file is damaged
   */
  static Optional<KeptLikelihood> read(Path run) {
    Path file = run.resolve(FILE);
    return Files.exists(file) ? Optional.of(read(JsonObject.read(file))) : Optional.empty();
  }

  private static KeptLikelihood read(JsonObject json) {
    JsonObject bound = json.object("bound");
    double error = bound.number("standardError");
    if (error < 0) {
      throw bound.damaged("standardError", "at least 0");
    }
    return new KeptLikelihood(
        json.text("split"),
        json.integer("n", 1),
        bound.integer("samples", 1),
        bound.number("mean"),
        error,
        json.object("effectiveSampleSize").number("mean"));
  }
}
