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
 * done already is in {@code likelihood-partial.npz}.
 */
public final class LikelihoodFolder {

  private final Path points;
  private final Path partial;
  private final Path summary;

  /** Names the files in the folder of a run. */
  LikelihoodFolder(Path run) {
    points = run.resolve("likelihood.npz");
    partial = run.resolve("likelihood-partial.npz");
    summary = run.resolve("likelihood.json");
  }

  /**
   * Reads the likelihood that was bounded last of a run.
   *
   * @return empty where none was ever
   * @throws ElboException USER if a file is damaged, or they are not of one computation
   */
  public static Optional<LikelihoodResult> read(FinishedRun run) {
    LikelihoodFolder folder = new LikelihoodFolder(run.path());
    return Files.exists(folder.summary) ? Optional.of(folder.result(run)) : Optional.empty();
  }

  private LikelihoodResult result(FinishedRun run) {
    JsonObject json = JsonObject.read(summary);
    Stored stored = PointBoundsFile.read(points);
    if (json.integer("n", 2) != stored.points().size()
        || !json.text("split").equals(stored.split().label())) {
      throw ElboException.user(
          summary + " and " + points + " are not of one computation; call elbo likelihood again");
    }
    return new LikelihoodResult(
        run.path(), run.spec(), stored.split(), json.text("rowsSha256"), stored.points());
  }

  /**
   * Reads the bounds that are known already of the first rows of a split.
   *
   * @param split of which data
   * @param samples S
   * @return those of the most rows; empty where there are none with as many samples
   * @throws ElboException USER if a file is damaged
   */
  Optional<PointBounds> known(Split split, int samples) {
    return Stream.of(points, partial)
        .filter(Files::exists)
        .map(PointBoundsFile::read)
        .filter(stored -> stored.split() == split)
        .map(Stored::points)
        .filter(bounds -> bounds.samples()[bounds.samples().length - 1] == samples)
        .max(Comparator.comparingInt(PointBounds::size));
  }

  /** Keeps the bounds of the rows that are done. */
  void writePart(Split split, PointBounds done) {
    PointBoundsFile.write(partial, new Stored(split, done));
  }

  /** Writes what came out: at no moment is there a summary of other points. */
  void write(LikelihoodResult result) {
    delete(summary);
    PointBoundsFile.write(points, new Stored(result.split(), result.points()));
    AtomicFile.write(summary, Json.content(LikelihoodJson.kept(result)));
    delete(partial);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileProblem.unwritable(file, e);
    }
  }
}
