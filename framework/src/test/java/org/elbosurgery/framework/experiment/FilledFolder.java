package org.elbosurgery.framework.experiment;

import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Density;
import org.elbosurgery.framework.training.EpochMetrics;

/** The folder of a run that nobody made, with all that a run writes but its checkpoints. */
public final class FilledFolder {

  private FilledFolder() {}

  /**
   * Makes a folder.
   *
   * @param result without test rows; its points are written too
   */
  public static void write(
      Path path, Result result, List<EpochMetrics> metrics, Codes codes, Density prior) {
    Result.Provenance provenance = result.provenance();
    RunFolder run =
        RunFolder.create(path, provenance.spec(), provenance.dataSha256(), provenance.plugins());
    run.writeMetrics(metrics);
    run.writeCodes(Split.TRAIN, codes);
    result.train().points().ifPresent(points -> run.writePoints(Split.TRAIN, points));
    run.writePrior(prior);
    run.writeResult(result);
  }
}
