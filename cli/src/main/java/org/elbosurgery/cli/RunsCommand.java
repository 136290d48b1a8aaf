package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.report.listing.Condition;
import org.elbosurgery.framework.report.listing.RunList;
import org.elbosurgery.framework.report.listing.RunOrder;
import org.elbosurgery.framework.report.listing.RunTable;
import org.elbosurgery.framework.table.Layout;
import org.elbosurgery.framework.table.PlainText;
import org.elbosurgery.framework.table.Table;

/** {@code elbo runs}: lists runs, finished or not, with the options in which they differ. */
final class RunsCommand implements Command {

  private static final String USUAL_FOLDER = "runs";
  private static final OptionDescriptor WHERE =
      new OptionDescriptor(
          "where",
          "list only runs with this value of an option; a plugin's own options may be left out",
          "OPTION=VALUE",
          "",
          "");
  private static final OptionSet<RunsOptions> OPTIONS = OptionSet.of(RunsOptions.class);
  private static final String SORT = OPTIONS.option("sort").name();

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public String summary() {
    return "List the runs in folders, finished or not: how far they are, the options in which they"
        + " differ, and the terms of their ELBOs.";
  }

  @Override
  public String operands() {
    return "[DIR...]";
  }

  @Override
  public CommandOptions options() {
    return new CommandOptions(List.of(WHERE), OPTIONS.descriptors(), List.of());
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    Checked<RunsOptions> options = problems.attempt(() -> OPTIONS.create(arguments.of(OPTIONS)));
    List<Condition> conditions = new ArrayList<>();
    for (String text : arguments.repeated().getOrDefault(WHERE.name(), List.of())) {
      problems.attempt(() -> Condition.parse(text)).toOptional().ifPresent(conditions::add);
    }
    String sort = arguments.values().getOrDefault(SORT, RunOrder.BY_PATH);
    Checked<RunOrder> order = problems.attempt(() -> RunOrder.named(sort));
    Checked<RunList> found = problems.attempt(() -> found(arguments, terminal));
    problems.requireNone();
    Split split = options.value().split();
    RunList list = found.value().where(conditions).sorted(order.value(), split);
    list.problems().forEach(text -> terminal.err().println("elbo: warning: " + PlainText.of(text)));
    List<Table> tables = List.of(RunTable.of(list, split));
    Layout layout = Layout.ofWidth(terminal.tableWidth());
    terminal.out().print(options.value().format().of(tables, List.of(), layout));
  }

  private static RunList found(Arguments arguments, Terminal terminal) {
    List<Path> folders =
        arguments.operands().isEmpty()
            ? List.of(Path.of(USUAL_FOLDER))
            : arguments.operands().stream().map(name -> UserPath.of("folder", name)).toList();
    try (Progress progress = Progress.on(terminal)) {
      return RunList.in(folders, (task, done, total) -> progress.show(task, " runs", done, total));
    }
  }
}
