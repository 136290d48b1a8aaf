package org.elbosurgery.framework.report.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.api.Decides;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.ModelOptions;
import org.elbosurgery.framework.option.Difference;
import org.elbosurgery.framework.option.OptionDescriptor;

/**
 * The models of a report, grouped into settings.
 *
 * @param all by latent size, the standard Gaussian first, then by name
 * @param problems one sentence for each run that was left out because it repeats another
 */
public record Settings(List<Setting> all, List<String> problems) {

  /** The number of digits of a digest shown to distinguish data. */
  private static final int DIGITS = 8;

  /**
   * Groups runs; codes are a setting each. A file of codes repeats their folder, not the folder the
   * file.
   */
  public static Settings of(List<Reported> models) {
    List<ReportedRun> runs =
        models.stream().filter(ReportedRun.class::isInstance).map(ReportedRun.class::cast).toList();
    PluginNames names =
        PluginNames.of(runs.stream().map(run -> run.spec().model().prior()).toList());
    Map<String, UnaryOperator<String>> differing = shortened(differing(runs), runs);
    boolean severalData = runs.stream().map(ReportedRun::dataSha256).distinct().count() > 1;
    Map<Setting, List<Reported>> groups = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Reported model : foldersFirst(models)) {
      Setting key =
          model instanceof ReportedRun run
              ? key(run, names, differing, severalData)
              : key((ReportedCodes) model, models);
      List<Reported> group = groups.computeIfAbsent(key, k -> new ArrayList<>());
      Optional<Reported> same =
          group.stream().filter(other -> other.seed() == model.seed()).findFirst();
      if (same.isPresent()) {
        problems.add(model.path() + " repeats " + same.get().path() + " and is left out");
      } else {
        group.add(model);
      }
    }
    List<Setting> all = new ArrayList<>();
    groups.forEach((key, group) -> all.add(with(key, group)));
    all.sort(
        Comparator.comparingInt(Setting::latent)
            .thenComparing(Setting::panel)
            .thenComparing(setting -> !setting.hasStandardGaussian())
            .thenComparing(Setting::prior));
    return new Settings(List.copyOf(all), List.copyOf(problems));
  }

  private static List<Reported> foldersFirst(List<Reported> models) {
    return models.stream()
        .sorted(
            Comparator.comparing(model -> model instanceof ReportedCodes codes && codes.isFile()))
        .toList();
  }

  private static Setting key(
      ReportedRun run,
      PluginNames names,
      Map<String, UnaryOperator<String>> differing,
      boolean severalData) {
    Map<String, String> others = new LinkedHashMap<>(run.spec().values());
    others.keySet().retainAll(differing.keySet());
    others.replaceAll((option, value) -> differing.get(option).apply(value));
    if (severalData) {
      others.put("data", StringUtils.left(run.dataSha256(), DIGITS));
    }
    return new Setting(
        names.of(run.spec().model().prior()),
        run.spec().model().latent(),
        others,
        run.dataSha256(),
        List.of());
  }

  /** Returns the setting of codes, whose name is that of their file unless others have it, too. */
  private static Setting key(ReportedCodes codes, List<Reported> models) {
    String name = codes.result().name();
    boolean distinct =
        models.stream()
                .filter(ReportedCodes.class::isInstance)
                .map(ReportedCodes.class::cast)
                .filter(other -> other.result().name().equals(name))
                .map(ReportedCodes::dataSha256)
                .distinct()
                .count()
            == 1;
    return new Setting(
        distinct ? name : name + " " + StringUtils.left(codes.dataSha256(), DIGITS),
        codes.result().train().dimensions(),
        Map.of(),
        codes.dataSha256(),
        List.of());
  }

  private static Setting with(Setting key, List<Reported> models) {
    return new Setting(
        key.prior(),
        key.latent(),
        key.others(),
        key.dataSha256(),
        models.stream().sorted(Comparator.comparingLong(Reported::seed)).toList());
  }

  /**
   * Returns the names of the options in which settings differ, except prior and latent size, which
   * have their own columns. Runs that differ only in chance belong to the same setting.
   */
  private static Set<String> differing(List<ReportedRun> runs) {
    if (runs.isEmpty()) {
      return Set.of();
    }
    ExperimentSpec first = runs.get(0).spec();
    return runs.stream()
        .map(run -> withPriorAndSize(run.spec(), first.model()))
        .flatMap(spec -> first.materialDifferences(spec).stream())
        .map(Difference::option)
        .filter(option -> option.decides() != Decides.CHANCE)
        .map(OptionDescriptor::name)
        .collect(Collectors.toSet());
  }

  /** Returns, by option, what makes its values as short as they can be told apart. */
  private static Map<String, UnaryOperator<String>> shortened(
      Set<String> options, List<ReportedRun> runs) {
    return options.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                option ->
                    PluginNames.shortened(
                        runs.stream().map(run -> run.spec().values().get(option)).toList())));
  }

  private static ExperimentSpec withPriorAndSize(ExperimentSpec spec, ModelOptions other) {
    ModelOptions own = spec.model();
    return spec.with(new ModelOptions(other.latent(), other.prior(), own.encoder(), own.decoder()));
  }

  /** Returns the names of the other options in which the runs differ. */
  public List<String> otherOptions() {
    return all.stream().flatMap(setting -> setting.others().keySet().stream()).distinct().toList();
  }

  /** Returns the setting with the standard Gaussian prior that differs only in this. */
  public Optional<Setting> baseline(Setting setting) {
    return all.stream()
        .filter(other -> other.hasStandardGaussian() && other.differsInPriorAlone(setting))
        .findFirst();
  }

  /** Returns the names of the priors, each once, in the order of the rows. */
  public List<String> priors() {
    return all.stream()
        .sorted(Comparator.comparing(setting -> !setting.hasStandardGaussian()))
        .map(Setting::prior)
        .distinct()
        .toList();
  }

  /** Returns the panels of figures, each once, in the order of the rows. */
  public List<String> panels() {
    return all.stream().map(Setting::panel).distinct().toList();
  }

  /** Returns the settings of a panel, in the order of the rows. */
  public List<Setting> panel(String panel) {
    return all.stream().filter(setting -> setting.panel().equals(panel)).toList();
  }

  /** Returns all codes, in the order of the rows. */
  public List<ReportedCodes> codes() {
    return all.stream().flatMap(setting -> setting.codes().stream()).toList();
  }

  /** Returns what the rows of tables and figures are: priors, or models if there are codes. */
  public String subject() {
    return codes().isEmpty() ? "prior" : "model";
  }

  /** Returns all models, in the order of the rows. */
  public List<Reported> models() {
    return all.stream().flatMap(setting -> setting.models().stream()).toList();
  }

  /** Returns all runs, in the order of the rows. */
  public List<ReportedRun> runs() {
    return all.stream().flatMap(setting -> setting.runs().stream()).toList();
  }
}
