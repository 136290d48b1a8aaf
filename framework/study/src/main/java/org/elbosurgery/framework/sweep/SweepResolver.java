package org.elbosurgery.framework.sweep;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.ExperimentWork;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.option.UserProblems;

/** Finds and checks everything that the cells of a sweep name, before any of them trains. */
public final class SweepResolver {

  private static final String PRIOR = ExperimentSpec.PRIOR.name();

  private final ExperimentResolver resolver;

  /** Resolves each cell by the given resolver. */
  @Inject
  public SweepResolver(ExperimentResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Resolves a sweep; changes nothing.
   *
   * @throws ElboException USER with every problem of any cell
   */
  public Sweep resolve(SweepSpec spec) {
    List<String> problems = new ArrayList<>();
    Optional<Sweep> sweep = resolve(spec, problems);
    UserProblems.requireNone(problems);
    return sweep.orElseThrow();
  }

  /**
   * Resolves a sweep; changes nothing. Cells that differ in the prior alone share their data, which
   * are read once.
   *
   * @param problems receives every problem; one that all cells have, once
   * @return the sweep; empty if there was a problem
   */
  public Optional<Sweep> resolve(SweepSpec spec, List<String> problems) {
    int before = problems.size();
    List<String> priors =
        spec.options()
            .getOrDefault(PRIOR, List.of(new ExperimentSpec().model().prior().toString()));
    Map<String, List<String>> others = new LinkedHashMap<>(spec.options());
    others.remove(PRIOR);
    SweepSpec withoutPrior = new SweepSpec(others);
    Map<Map<String, String>, List<String>> problemsOf = new LinkedHashMap<>();
    Map<Map<String, String>, Cell> cells = new HashMap<>();
    for (Map<String, String> options : withoutPrior.cells()) {
      List<String> own = new ArrayList<>();
      List<Experiment> experiments = resolver.resolveEach(options, priors, own);
      problemsOf.put(options, own);
      for (int i = 0; i < experiments.size(); i++) {
        Map<String, String> cell = new LinkedHashMap<>(options);
        cell.put(PRIOR, priors.get(i));
        cells.put(cell, cell(spec.label(cell), experiments.get(i)));
      }
    }
    addProblems(withoutPrior, problemsOf, problems);
    if (problems.size() > before) {
      return Optional.empty();
    }
    return distinct(
        spec, spec.with(PRIOR, priors).cells().stream().map(cells::get).toList(), problems);
  }

  private static Cell cell(String label, Experiment experiment) {
    return new Cell(
        label,
        experiment.spec(),
        experiment.data().sha256(),
        PluginBuilds.of(experiment),
        ExperimentWork.total(experiment));
  }

  /** A problem of some cells only is told with what these have of their own. */
  private static void addProblems(
      SweepSpec spec, Map<Map<String, String>, List<String>> problemsOf, List<String> problems) {
    Set<String> told = new LinkedHashSet<>();
    problemsOf.forEach(
        (options, own) -> {
          for (String problem : own) {
            boolean ofAll = problemsOf.values().stream().allMatch(each -> each.contains(problem));
            told.add(ofAll ? problem : spec.label(options) + ": " + problem);
          }
        });
    problems.addAll(told);
  }

  private static Optional<Sweep> distinct(SweepSpec spec, List<Cell> cells, List<String> problems) {
    int before = problems.size();
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
    return problems.size() > before ? Optional.empty() : Optional.of(new Sweep(spec, cells));
  }
}
