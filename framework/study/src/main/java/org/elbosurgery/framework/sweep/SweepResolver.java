package org.elbosurgery.framework.sweep;

import com.google.inject.Inject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.DataDigests;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.ExperimentWork;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** Finds and checks the plugins and data of all cells of a sweep before any of them is trained. */
public final class SweepResolver {

  private static final String PRIOR = ExperimentSpec.PRIOR.name();

  private final ExperimentResolver resolver;

  /** Uses a resolver for each cell. */
  @Inject
  public SweepResolver(ExperimentResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Resolves a sweep without changing anything. Cells in succession that have the same data share
   * them, and equal models are tried once.
   *
   * @throws ElboException USER if a cell has a problem, with the problems of all cells; a problem
   *     of all cells is reported once
   */
  public Sweep resolve(SweepSpec spec) {
    List<String> priors =
        spec.options()
            .getOrDefault(PRIOR, List.of(new ExperimentSpec().model().prior().toString()));
    Map<String, List<String>> others = new LinkedHashMap<>(spec.options());
    others.remove(PRIOR);
    SweepSpec withoutPrior = new SweepSpec(others);
    Map<Map<String, String>, Problems> problemsOf = new LinkedHashMap<>();
    Map<Map<String, String>, Cell> cells = new HashMap<>();
    ExperimentResolver each = resolver.ofMany();
    for (Map<String, String> options : withoutPrior.cells()) {
      Problems own = Problems.user();
      Checked<List<Experiment>> experiments =
          own.attempt(() -> each.resolveEach(new ExperimentSpec(), options, priors));
      problemsOf.put(options, own);
      for (int i = 0; i < experiments.toOptional().map(List::size).orElse(0); i++) {
        Map<String, String> cell = new LinkedHashMap<>(options);
        cell.put(PRIOR, priors.get(i));
        cells.put(cell, cell(spec.label(cell), experiments.value().get(i)));
      }
    }
    requireNone(withoutPrior, problemsOf);
    return distinct(spec, spec.with(PRIOR, priors).cells().stream().map(cells::get).toList());
  }

  private static Cell cell(String label, Experiment experiment) {
    return new Cell(
        label,
        experiment.spec(),
        DataDigests.of(experiment.data()),
        PluginBuilds.of(experiment),
        ExperimentWork.total(experiment));
  }

  /**
   * Checks that there are no problems. A problem of only some cells is reported with the options
   * that distinguish them.
   */
  private static void requireNone(SweepSpec spec, Map<Map<String, String>, Problems> problemsOf) {
    Set<String> told = new LinkedHashSet<>();
    problemsOf.forEach(
        (options, own) -> {
          for (String problem : own.all()) {
            boolean ofAll =
                problemsOf.values().stream().allMatch(each -> each.all().contains(problem));
            told.add(ofAll ? problem : spec.label(options) + ": " + problem);
          }
        });
    Problems problems = Problems.user();
    problems.addAll(told);
    problems.requireNone();
  }

  private static Sweep distinct(SweepSpec spec, List<Cell> cells) {
    Problems problems = Problems.user();
    Map<String, Cell> byKey = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Cell same = byKey.putIfAbsent(cell.key(), cell);
      if (same != null) {
        problems.add(
            same.label()
                + " and "
                + cell.label()
                + " are the same run; give each value of an option once");
      }
    }
    problems.requireNone();
    return new Sweep(spec, cells);
  }
}
