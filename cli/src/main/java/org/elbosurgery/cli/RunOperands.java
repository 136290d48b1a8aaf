package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.sweep.RunSearch;

/**
 * The runs given to a command: run folders, or folders that contain runs, such as those of
 * comparisons and sweeps. A run that is named twice counts once.
 *
 * @param folders the folders of the runs
 * @param damaged the problems of things in a folder that should be runs but are not; they do not
 *     prevent the use of the others
 */
record RunOperands(List<Path> folders, List<String> damaged) {

  /**
   * Finds the runs.
   *
   * @param problems receives the problems of operands, or that there are none
   */
  static RunOperands of(Arguments arguments, Problems problems) {
    if (arguments.operands().isEmpty()) {
      problems.add("give the folder of a finished run, or several, or one that holds runs");
    }
    List<Path> folders = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (String operand : arguments.operands()) {
      problems.check(
          () -> {
            RunSearch found = RunSearch.in(UserPath.of("run", operand));
            if (found.runs().isEmpty() && found.problems().isEmpty()) {
              throw ElboException.user(
                  operand + " has codes of models alone, which are no runs; give --codes FILE.npz");
            }
            found.runs().stream()
                .filter(run -> seen.add(RunSearch.identity(run)))
                .forEach(folders::add);
            damaged.addAll(found.problems());
          });
    }
    return new RunOperands(folders, damaged);
  }
}
