package org.elbosurgery.framework.report.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.sweep.RunSearch;

/**
 * The runs found in folders.
 *
 * @param runs the runs that are finished and intact
 * @param problems the problem of each of the others, one sentence each
 */
public record FoundRuns(List<ReportedRun> runs, List<String> problems) {

  /** Looks for runs in folders; a run found twice counts once. */
  public static FoundRuns in(List<Path> folders) {
    LeftOut left = new LeftOut();
    List<ReportedRun> runs = new ArrayList<>();
    Set<Path> seen = new LinkedHashSet<>();
    for (Path folder : folders) {
      left.read(folder, () -> RunSearch.in(folder))
          .ifPresent(
              found -> {
                for (Path path : found.runs()) {
                  if (seen.add(real(path))) {
                    left.read(path, () -> ReportedRun.read(path, left)).ifPresent(runs::add);
                  }
                }
                found.problems().forEach(left::add);
              });
    }
    return new FoundRuns(List.copyOf(runs), left.sentences());
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    }
  }
}
