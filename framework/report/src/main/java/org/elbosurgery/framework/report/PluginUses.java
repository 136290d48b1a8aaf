package org.elbosurgery.framework.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.annealing.AnnealingFolder;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.file.Places;
import org.elbosurgery.framework.gap.GapAnalysis;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.gap.PriorOnCodes;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.likelihood.LikelihoodSummary;
import org.elbosurgery.framework.report.runs.ReportedRun;

/**
 * The builds of each plugin that the numbers of a report come from, as far as they were recorded.
 */
final class PluginUses {

  /** The number of digits of a digest shown to distinguish builds. */
  private static final int DIGITS = 8;

  /** The places with numbers from each build, by the plugin's kind and name. */
  private final Map<String, Map<String, Set<Path>>> places = new LinkedHashMap<>();

  private PluginUses() {}

  /** Collects the builds that computed results, and what other commands have kept with runs. */
  static PluginUses of(List<ReportedRun> runs) {
    PluginUses uses = new PluginUses();
    for (ReportedRun run : runs) {
      uses.add(run.path(), run.spec(), run.result().provenance().plugins());
      run.gap().ifPresent(gap -> uses.add(run, gap));
      for (LikelihoodSummary bounds : run.likelihoods()) {
        Path file = run.path().resolve(LikelihoodFolder.name(bounds) + ".json");
        uses.add(file, run.spec(), bounds.origin().plugins());
      }
      for (AnnealingResult annealed : run.annealings()) {
        Path file = run.path().resolve(AnnealingFolder.name(annealed) + ".json");
        uses.add(file, run.spec(), annealed.origin().plugins());
      }
    }
    return uses;
  }

  private void add(ReportedRun run, KeptGap gap) {
    Path file = run.path().resolve(GapAnalysis.FILE);
    add(file, run.spec(), gap.plugins());
    for (PriorOnCodes prior : gap.priors()) {
      prior
          .prior()
          .ifPresent(spec -> prior.build().ifPresent(build -> add(file, "prior", spec, build)));
    }
  }

  private void add(Path place, ExperimentSpec spec, PluginBuilds builds) {
    Map<String, PluginSpec> plugins =
        Map.of(
            "prior", spec.model().prior(),
            "encoder", spec.model().encoder(),
            "decoder", spec.model().decoder(),
            "estimator", spec.surgery().estimator());
    builds
        .sha256()
        .forEach(
            (kind, build) -> {
              if (plugins.containsKey(kind)) {
                add(place, kind, plugins.get(kind), build);
              }
            });
  }

  private void add(Path place, String kind, PluginSpec plugin, String build) {
    places
        .computeIfAbsent(kind + " " + plugin.name(), p -> new LinkedHashMap<>())
        .computeIfAbsent(StringUtils.left(build, DIGITS), b -> new LinkedHashSet<>())
        .add(place);
  }

  /**
   * Returns a sentence for each plugin with several builds; one for those whose builds are in the
   * same places, as an encoder's and a decoder's that come in one jar.
   */
  List<String> warnings() {
    Map<Map<String, Set<Path>>, List<String>> plugins = new LinkedHashMap<>();
    places.forEach(
        (plugin, builds) -> plugins.computeIfAbsent(builds, b -> new ArrayList<>()).add(plugin));
    return plugins.entrySet().stream()
        .filter(each -> each.getKey().size() > 1)
        .map(each -> sentence(each.getValue(), each.getKey()))
        .toList();
  }

  private static String sentence(List<String> plugins, Map<String, Set<Path>> builds) {
    String have = plugins.size() == 1 ? " has" : " have";
    return builds.entrySet().stream()
        .map(build -> build.getKey() + " in " + Places.some(build.getValue()))
        .collect(
            Collectors.joining(
                "; ",
                String.join(" and ", plugins)
                    + have
                    + " several builds, which may compute different numbers: ",
                ""));
  }
}
