package org.elbosurgery.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.RecordChoice;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.training.Optimizer;
import org.elbosurgery.framework.training.RateSchedule;

/**
 * {@code elbo plugins}: lists the installed plugins, the optimizers and the schedules, and
 * describes one with its options.
 */
final class PluginsCommand implements Command {

  private static final Flag JSON = new Flag("json", "print one JSON object, for programs");
  private static final Flag STRICT =
      new Flag(
          "strict",
          "fail if a plugin that was found cannot be used, instead of printing a warning");

  private final Function<PluginSource, Catalogs> catalogs;

  /** Makes the command with a function that finds the plugins of a source. */
  PluginsCommand(Function<PluginSource, Catalogs> catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public String name() {
    return "plugins";
  }

  @Override
  public String summary() {
    return "List the priors, encoders, decoders, estimators, optimizers and schedules, or describe one"
        + " with its options.";
  }

  @Override
  public String operands() {
    return "[prior|encoder|decoder|estimator|optimizer|schedule [NAME]]";
  }

  @Override
  public CommandOptions options() {
    return new CommandOptions(List.of(), List.of(JSON, STRICT));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems.user(arguments.problems()).requireNone();
    Catalogs found = catalogs.apply(source);
    Map<String, List<PluginDescriptor<?>>> selected = select(arguments.operands(), found);
    Problems faults = Problems.plugin();
    faults.addAll(found.problems());
    String text = text(arguments, selected, terminal.width(), faults);
    if (arguments.has(STRICT)) {
      faults.requireNone();
    }
    terminal.out().print(text);
    if (!arguments.has(JSON)) {
      PluginWarnings.print(faults.all(), terminal);
    }
  }

  private static String text(
      Arguments arguments,
      Map<String, List<PluginDescriptor<?>>> selected,
      int width,
      Problems faults) {
    if (arguments.has(JSON)) {
      return PluginText.json(selected, faults) + "\n";
    }
    if (arguments.operands().size() < 2) {
      return PluginText.list(selected, width);
    }
    Map.Entry<String, List<PluginDescriptor<?>>> one = selected.entrySet().iterator().next();
    return PluginText.describe(one.getKey(), one.getValue().get(0), width, faults);
  }

  /** Returns the plugins that the operands name, by kind. */
  private Map<String, List<PluginDescriptor<?>>> select(List<String> operands, Catalogs found) {
    if (operands.size() > 2) {
      throw ElboException.user(
          "too many arguments in " + String.join(" ", operands) + "; give " + operands());
    }
    Map<String, Kind> kinds = kinds(found);
    if (operands.isEmpty()) {
      Map<String, List<PluginDescriptor<?>>> all = new LinkedHashMap<>();
      kinds.forEach((name, kind) -> all.put(name, kind.all()));
      return all;
    }
    String name = operands.get(0);
    Kind kind = kinds.get(name);
    if (kind == null) {
      throw ElboException.user(
          "unknown kind of plugin " + name + "; " + NearestName.advice(name, kinds.keySet()));
    }
    return Map.of(
        name, operands.size() == 2 ? List.of(kind.find().apply(operands.get(1))) : kind.all());
  }

  /**
   * What can be listed under one word.
   *
   * @param all its declarations
   * @param find returns the one with a name
   */
  private record Kind(List<PluginDescriptor<?>> all, Function<String, PluginDescriptor<?>> find) {

    private static Kind of(Catalog<?> catalog) {
      return new Kind(List.copyOf(catalog.plugins()), catalog::require);
    }

    private static Kind of(RecordChoice<?> choice) {
      return new Kind(List.copyOf(choice.records()), choice::require);
    }
  }

  private static Map<String, Kind> kinds(Catalogs found) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    found.all().forEach(catalog -> kinds.put(catalog.kind(), Kind.of(catalog)));
    kinds.put("optimizer", Kind.of(Optimizer.all()));
    kinds.put("schedule", Kind.of(RateSchedule.all()));
    return kinds;
  }
}
