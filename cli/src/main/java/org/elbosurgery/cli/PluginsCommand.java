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
import org.elbosurgery.framework.problem.Problems;

/** {@code elbo plugins}: lists the installed plugins, and describes one with its options. */
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
    return "List the priors, encoders, decoders and estimators, or describe one with its options.";
  }

  @Override
  public String operands() {
    return "[prior|encoder|decoder|estimator [NAME]]";
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
    List<Catalog<?>> kinds = operands.isEmpty() ? found.all() : List.of(found.of(operands.get(0)));
    Map<String, List<PluginDescriptor<?>>> selected = new LinkedHashMap<>();
    for (Catalog<?> kind : kinds) {
      selected.put(
          kind.kind(),
          operands.size() == 2
              ? List.of(kind.require(operands.get(1)))
              : List.copyOf(kind.plugins()));
    }
    return selected;
  }
}
