package org.elbosurgery.framework.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.option.UserProblems;

/**
 * The runs that were found, and what was left out.
 *
 * @param runs finished and whole
 * @param problems what is wrong with each of the others, one sentence each
 */
record FoundRuns(List<ReportedRun> runs, List<String> problems) {

  /** Looks for runs in folders; one that is found twice counts once. */
  static FoundRuns in(List<Path> folders) {
    List<String> problems = new ArrayList<>();
    List<ReportedRun> runs = new ArrayList<>();
    Set<Path> seen = new LinkedHashSet<>();
    for (Path folder : folders) {
      for (Path path :
          UserProblems.collect(problems, () -> RunSearch.in(folder)).orElse(List.of())) {
        if (seen.add(real(path))) {
          UserProblems.collect(problems, () -> ReportedRun.read(path)).ifPresent(runs::add);
        }
      }
    }
    return new FoundRuns(List.copyOf(runs), List.copyOf(problems));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    }
  }
}
