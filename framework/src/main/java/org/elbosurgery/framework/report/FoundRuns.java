package org.elbosurgery.framework.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.option.UserProblems;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.SweepFolder;

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
      UserProblems.collect(problems, () -> RunSearch.in(folder))
          .ifPresent(
              found -> {
                List<Path> paths = new ArrayList<>(found.runs());
                List<String> missing = new ArrayList<>();
                found.sweeps().forEach(sweep -> paths.addAll(begun(sweep, missing)));
                for (Path path : paths) {
                  if (seen.add(real(path))) {
                    UserProblems.collect(problems, () -> ReportedRun.read(path, problems))
                        .ifPresent(runs::add);
                  }
                }
                found.remainders().forEach(path -> problems.add(remainder(path)));
                problems.addAll(missing);
              });
    }
    return new FoundRuns(List.copyOf(runs), problems.stream().distinct().toList());
  }

  private static String remainder(Path path) {
    return path + " has files of a run but no spec.json; restore it, or repeat the run";
  }

  /**
   * Returns the runs of a sweep, however deep it was found, and names the cells that have no folder
   * yet; what is wrong with a folder is said of the folder.
   */
  private static List<Path> begun(Path path, List<String> problems) {
    SweepFolder sweep = SweepFolder.open(path);
    List<Path> begun = new ArrayList<>();
    for (Cell cell :
        UserProblems.collect(problems, sweep::sweep).map(s -> s.cells()).orElse(List.of())) {
      Path run = sweep.run(cell);
      if (RunFolder.isOne(run)) {
        begun.add(run);
      } else if (!RunFolder.isRemainder(run)) {
        problems.add(
            "the cell %s of the sweep in %s was never begun; the same elbo sweep runs it"
                .formatted(cell.label(), path));
      }
    }
    return begun;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    }
  }
}
