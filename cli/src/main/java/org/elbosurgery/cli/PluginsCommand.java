package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;

/** {@code elbo plugins}: lists the plugins there are, and describes one with its options. */
final class PluginsCommand implements Command {

  private static final Flag JSON = new Flag("json", "print one JSON object, for programs");
  private static final Flag STRICT =
      new Flag("strict", "fail if a plugin that was found cannot be used; else that is a warning");

  private final Function<PluginSource, Catalogs> catalogs;

  /** Makes the command from what finds the plugins of a source. */
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
    if (!arguments.problems().isEmpty()) {
      throw ElboException.user(arguments.problems());
    }
    Catalogs found = catalogs.apply(source);
    Map<String, List<PluginDescriptor<?>>> selected = select(arguments.operands(), found);
    List<String> problems = new ArrayList<>(found.problems());
    String text = text(arguments, selected, terminal.width(), problems);
    if (arguments.has(STRICT) && !problems.isEmpty()) {
      throw ElboException.of(Category.PLUGIN, problems);
    }
    terminal.out().print(text);
    if (!arguments.has(JSON)) {
      PluginWarnings.print(problems, terminal);
    }
  }

  private static String text(
      Arguments arguments,
      Map<String, List<PluginDescriptor<?>>> selected,
      int width,
      List<String> problems) {
    if (arguments.has(JSON)) {
      return PluginText.json(selected, problems) + "\n";
    }
    if (arguments.operands().size() < 2) {
      return PluginText.list(selected, width);
    }
    Map.Entry<String, List<PluginDescriptor<?>>> one = selected.entrySet().iterator().next();
    return PluginText.describe(one.getKey(), one.getValue().get(0), width, problems);
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
              ? List.of(plugin(operands.get(1), kind))
              : List.copyOf(kind.plugins()));
    }
    return selected;
  }

  private static PluginDescriptor<?> plugin(String name, Catalog<?> kind) {
    List<String> problems = new ArrayList<>();
    Optional<? extends PluginDescriptor<?>> plugin = kind.find(name, problems);
    if (plugin.isEmpty()) {
      throw ElboException.user(problems);
    }
    return plugin.get();
  }
}
