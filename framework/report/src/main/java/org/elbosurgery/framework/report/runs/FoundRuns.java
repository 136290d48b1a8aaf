package org.elbosurgery.framework.report.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.sweep.RunSearch;

/**
 * The models found in folders and files.
 *
 * @param models runs that are finished and intact, and codes
 * @param problems the problem of each of the others, one sentence each
 */
public record FoundRuns(List<Reported> models, List<String> problems) {

  /**
   * Looks for runs and codes; one found twice counts once.
   *
   * @param paths folders, and {@code .npz} files of codes
   * @param listener receives the progress of the surgery of codes
   */
  public static FoundRuns in(List<Path> paths, TaskListener listener) {
    LeftOut left = new LeftOut();
    List<Reported> models = new ArrayList<>();
    Set<Path> seen = new LinkedHashSet<>();
    for (Path path : paths) {
      if (ReportedCodes.isFile(path)) {
        left.read(path, () -> ReportedCodes.ofFile(path, listener)).ifPresent(models::add);
        continue;
      }
      left.read(path, () -> RunSearch.in(path))
          .ifPresent(
              found -> {
                for (Path folder : found.runs()) {
                  if (seen.add(RunSearch.identity(folder))) {
                    left.read(folder, () -> ReportedRun.read(folder, left)).ifPresent(models::add);
                  }
                }
                for (Path folder : found.codes()) {
                  if (seen.add(RunSearch.identity(folder))) {
                    left.read(folder, () -> ReportedCodes.ofFolder(folder, left, listener))
                        .ifPresent(models::add);
                  }
                }
                found.problems().forEach(left::add);
              });
    }
    return new FoundRuns(List.copyOf(models), left.sentences());
  }
}
