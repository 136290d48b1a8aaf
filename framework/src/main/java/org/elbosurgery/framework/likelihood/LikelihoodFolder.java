package org.elbosurgery.framework.likelihood;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.likelihood.PointBoundsFile.Stored;

/**
 * What the folder of a run keeps of its likelihood: {@code likelihood.npz}, the bounds of each data
 * point, and {@code likelihood.json}, their summary, written last. While they are computed, what is
 * done already is in {@code likelihood-partial-SPLIT-SAMPLES.npz}, one file for each split and
 * number of samples.
 */
public final class LikelihoodFolder {

  private final Path run;
  private final Path points;
  private final Path summary;

  /** Names the files in the folder of a run. */
  LikelihoodFolder(Path run) {
    this.run = run;
    points = run.resolve("likelihood.npz");
    summary = run.resolve("likelihood.json");
  }

  /**
   * Reads the likelihood that was bounded last of a run.
   *
   * @return empty where none was ever
   * @throws ElboException USER if a file is damaged, they are not of one computation, or not of the
   *     run's newest checkpoint
   */
  public static Optional<LikelihoodResult> read(FinishedRun run) {
    LikelihoodFolder folder = new LikelihoodFolder(run.path());
    return Files.exists(folder.summary) ? Optional.of(folder.result(run)) : Optional.empty();
  }

  private LikelihoodResult result(FinishedRun run) {
    JsonObject json = JsonObject.read(summary);
    Stored stored = PointBoundsFile.read(points);
    if (json.integer("n", 2) != stored.points().size()
        || json.object("bound").integer("samples", 1) != stored.points().greatest()
        || !json.text("split").equals(stored.split().label())) {
      throw ElboException.user(
          summary + " and " + points + " are not of one computation; call elbo likelihood again");
    }
    BoundsOrigin.of(run).ifPresent(origin -> requireOrigin(origin, points, stored));
    return new LikelihoodResult(
        run.path(),
        run.spec(),
        stored.split(),
        json.text("rowsSha256"),
        stored.origin(),
        stored.points());
  }

  /**
   * Reads the bounds that are known already of the first rows of a job.
   *
   * @return those of the most rows; empty where there are none of its split with as many samples
   * @throws ElboException USER if a file is damaged, or its bounds are of another checkpoint than
   *     the run's, or another seed or estimator
   */
  Optional<PointBounds> known(LikelihoodJob job) {
    LikelihoodOptions options = job.options();
    return Stream.of(points, partial(options.split(), options.samples()))
        .flatMap(file -> known(file, options.split(), options.samples(), job.origin()).stream())
        .max(Comparator.comparingInt(PointBounds::size));
  }

  private static Optional<PointBounds> known(
      Path file, Split split, int samples, BoundsOrigin origin) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Stored stored = PointBoundsFile.read(file);
    if (stored.split() != split || stored.points().greatest() != samples) {
      return Optional.empty();
    }
    requireOrigin(origin, file, stored);
    return Optional.of(stored.points());
  }

  private static void requireOrigin(BoundsOrigin origin, Path file, Stored stored) {
    if (!stored.origin().equals(origin)) {
      throw ElboException.user(
          "%s has bounds of %s, but the run is now of %s; delete it, and call elbo likelihood again"
              .formatted(file, stored.origin(), origin));
    }
  }

  private Path partial(Split split, int samples) {
    return run.resolve("likelihood-partial-%s-%d.npz".formatted(split.label(), samples));
  }

  /** Keeps the bounds of the rows that are done. */
  void writePart(LikelihoodJob job, PointBounds done) {
    LikelihoodOptions options = job.options();
    PointBoundsFile.write(
        partial(options.split(), options.samples()),
        new Stored(options.split(), job.origin(), done));
  }

  /**
   * Writes what came out, unless there are more rows of it already. At no moment is there a summary
   * of other points, and what is done of further rows stays.
   */
  void write(LikelihoodResult result) {
    if (Files.exists(summary) && hasMore(points, result)) {
      return;
    }
    delete(summary);
    PointBoundsFile.write(points, new Stored(result.split(), result.origin(), result.points()));
    AtomicFile.write(summary, Json.content(LikelihoodJson.kept(result)));
    Path partial = partial(result.split(), result.points().greatest());
    if (!hasMore(partial, result)) {
      delete(partial);
    }
  }

  private static boolean hasMore(Path file, LikelihoodResult result) {
    PointBounds found = result.points();
    return known(file, result.split(), found.greatest(), result.origin())
        .filter(bounds -> bounds.size() > found.size())
        .isPresent();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileProblem.unwritable(file, e);
    }
  }
}
