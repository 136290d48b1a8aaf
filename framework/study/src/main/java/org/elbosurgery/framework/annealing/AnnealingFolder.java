package org.elbosurgery.framework.annealing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.likelihood.BoundsOrigin;

/**
 * The likelihoods by annealing kept in the folder of a run, for each kind of rows and settings:
 * {@code likelihood-ais-ROWS-TxC-FROM.npz}, the chains of the first rows, which grows as they end,
 * and a {@code .json} file of the same name, the summary of the first n of them.
 */
public final class AnnealingFolder {

  private final CheckedFolder files;

  /** Names the files in the folder of a run. */
  AnnealingFolder(Path run) {
    files = CheckedFolder.of(run);
  }

  /** Returns the name of the files of a result, without their extensions. */
  public static String name(AnnealingResult result) {
    return name(result.rows(), result.settings(), result.origin());
  }

  private static String name(AnnealedRows rows, AnnealingSettings settings, BoundsOrigin origin) {
    return "likelihood-ais-%s-%dx%d-%s%s"
        .formatted(
            rows.label(),
            settings.temperatures(),
            settings.chains(),
            settings.start().label(),
            origin.fitSha256().map(sha256 -> "-fitted-" + sha256.substring(0, 8)).orElse(""));
  }

  private static String name(AnnealingJob job) {
    return name(job.options().split(), job.options().settings(), job.origin());
  }

  /**
   * Reads the known chains of the first rows of a job.
   *
   * @return none if there is no file
   * @throws ElboException USER if the file is damaged, or its chains belong to another checkpoint,
   *     seed or estimator, or other builds of the plugins
   */
  List<AnnealedPoint> known(AnnealingJob job) {
    Optional<Path> file = files.findUnlessDeleted(name(job) + ".npz");
    if (file.isEmpty()) {
      return List.of();
    }
    AnnealedPointsFile.Stored stored =
        AnnealedPointsFile.read(file.get(), job.options().split(), job.options().chains());
    if (!stored.origin().equals(job.origin())) {
      throw ElboException.user(
          "%s has chains of %s, but the run is now of %s; delete it, and call elbo ais again"
              .formatted(
                  file.get(),
                  stored.origin().otherThan(job.origin()),
                  job.origin().otherThan(stored.origin())));
    }
    return stored.points();
  }

  /** Writes the chains of the rows that are done, more than are known. */
  void writePoints(AnnealingJob job, List<AnnealedPoint> points) {
    files.write(
        name(job) + ".npz",
        AnnealedPointsFile.content(new AnnealedPointsFile.Stored(job.origin(), points)));
  }

  /** Deletes the summary, if there is one: without chains it is of others, that were deleted. */
  void deleteSummary(AnnealingJob job) {
    files.delete(name(job) + ".json");
  }

  /**
   * Writes the summary of a result, unless there is one of more rows. That of as many is written
   * again, for the importance-weighted bound may be new.
   */
  void write(AnnealingResult result) {
    String summary = name(result) + ".json";
    int rows = files.findUnlessDeleted(summary).map(AnnealingJson::rows).orElse(0);
    if (rows <= result.points().size()) {
      files.write(summary, AnnealingJson.content(result));
    }
  }
}
