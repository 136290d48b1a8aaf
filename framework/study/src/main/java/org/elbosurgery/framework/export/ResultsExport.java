package org.elbosurgery.framework.export;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.annealing.AnnealingFolder;
import org.elbosurgery.framework.estimators.EstimatorsFile;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.RunResults;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.ListedFiles;
import org.elbosurgery.framework.file.NewFolder;
import org.elbosurgery.framework.gap.GapAnalysis;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;

/**
 * The results of a finished run alone, as a run folder that is small enough to keep and to share:
 * what {@link RunResults} has of the run itself, and what other commands have added to it.
 */
public final class ResultsExport {

  private ResultsExport() {}

  /**
   * Writes the results of a run into a new folder, all of them or nothing.
   *
   * @param run the folder of the run, which is only read
   * @param folder new or empty
   * @throws ElboException USER if the run is not finished or damaged, or the folder is used or
   *     cannot be written
   */
  public static void write(Path run, Path folder) {
    FinishedRun finished = FinishedRun.read(run);
    Map<String, Content> files = new LinkedHashMap<>(RunResults.of(finished));
    files.putAll(EstimatorsFile.alone(finished));
    files.putAll(LikelihoodFolder.alone(finished));
    files.putAll(AnnealingFolder.alone(finished));
    GapJson.published(run).ifPresent(gap -> files.put(GapAnalysis.FILE, gap));
    NewFolder.fill(folder, ListedFiles.of(files));
  }
}
