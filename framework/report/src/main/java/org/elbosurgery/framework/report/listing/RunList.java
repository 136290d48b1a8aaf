package org.elbosurgery.framework.report.listing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.sweep.RunSearch;

/**
 * Runs, finished or not.
 *
 * @param runs in the order of their paths, or as they were sorted
 * @param problems one sentence for each thing that should be a run but is not, or cannot be read
 */
public record RunList(List<ListedRun> runs, List<String> problems) {

  /** Copies the lists. */
  public RunList {
    runs = List.copyOf(runs);
    problems = List.copyOf(problems);
  }

  /**
   * Reads all runs in folders, such as those of sweeps, or one with several sweeps; a run in two of
   * them is listed once.
   *
   * @param listener receives the number of runs that have been read
   * @throws org.elbosurgery.api.ElboException USER if there are none in one of the folders, or it
   *     cannot be read
   */
  public static RunList in(List<Path> folders, TaskListener listener) {
    Problems problems = Problems.user();
    Set<Path> seen = new HashSet<>();
    List<Path> paths = new ArrayList<>();
    for (Path folder : folders) {
      RunSearch found = RunSearch.in(folder);
      found.runs().stream().filter(run -> seen.add(RunSearch.identity(run))).forEach(paths::add);
      problems.addAll(found.problems());
    }
    List<ListedRun> runs = new ArrayList<>();
    for (Path path : paths) {
      problems.attempt(() -> ListedRun.read(path)).toOptional().ifPresent(runs::add);
      listener.advanced("reading runs", runs.size(), paths.size());
    }
    return new RunList(runs, problems.all());
  }

  /** Returns the list with the runs alone that fulfil every condition. */
  public RunList where(List<Condition> conditions) {
    return new RunList(
        runs.stream()
            .filter(run -> conditions.stream().allMatch(condition -> condition.isMetBy(run)))
            .toList(),
        problems);
  }

  /**
   * Returns the list in another order.
   *
   * @param split the rows whose terms are compared
   */
  public RunList sorted(RunOrder order, Split split) {
    return new RunList(order.sorted(runs, split), problems);
  }
}
