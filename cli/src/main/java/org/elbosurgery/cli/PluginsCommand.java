package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
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
    if (arguments.has(STRICT)) {
      found.requireComplete();
    }
    Map<String, List<PluginDescriptor<?>>> selected = select(arguments.operands(), found);
    if (arguments.has(JSON)) {
      terminal.out().println(PluginText.json(selected, found.problems()));
      return;
    }
    if (arguments.operands().size() == 2) {
      selected.forEach(
          (kind, plugins) ->
              terminal.out().print(PluginText.describe(kind, plugins.get(0), terminal.width())));
    } else {
      terminal.out().print(PluginText.list(selected, terminal.width()));
    }
    PluginWarnings.print(found, terminal);
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
