package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.cluster.Cluster;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.RunStatus.State;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.machine.Threads;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.CellStatus;
import org.elbosurgery.framework.sweep.ClusterSweep;
import org.elbosurgery.framework.sweep.Sweep;
import org.elbosurgery.framework.sweep.SweepFile;
import org.elbosurgery.framework.sweep.SweepFolder;
import org.elbosurgery.framework.sweep.SweepJson;
import org.elbosurgery.framework.sweep.SweepResolver;
import org.elbosurgery.framework.sweep.SweepRunner;
import org.elbosurgery.framework.sweep.SweepSpec;

/** {@code elbo sweep}: runs the cross product of repeated options. */
final class SweepCommand implements Command {

  private static final String SPEC = "spec";
  private static final String JOBS = "jobs";
  private static final String OUT = "out";
  private static final String STATUS = "status";
  private static final String THREADS = ExperimentSpec.THREADS.name();
  private static final Flag PRINT_SPEC =
      new Flag("print-spec", "print the sweep as a file for --spec, without training");
  private static final Flag PRINT_CELLS =
      new Flag("print-cells", "print number, label and run folder of each cell, without training");
  private static final OptionSet<SweepOptions> OPTIONS = OptionSet.of(SweepOptions.class);

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String summary() {
    return "Run every combination of options that are given more than once, each as a separate run;"
        + " the same command finishes an interrupted sweep without repeating anything.";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> axes = new ArrayList<>();
    for (OptionDescriptor option : ExperimentSpec.descriptors()) {
      axes.add(option.name().equals(THREADS) ? ofCell(option) : option);
    }
    List<OptionDescriptor> valued = new ArrayList<>(OPTIONS.descriptors());
    valued.add(CellChoice.OPTION);
    valued.add(
        new OptionDescriptor(
            SPEC,
            "read options from this YAML file; options on the command line take precedence",
            "file",
            "",
            ""));
    valued.add(
        new OptionDescriptor(
            OUT,
            "folder for everything that is written, new or of this sweep",
            "folder",
            "new, empty, or of this sweep or a part of it",
            "under runs/, named by the options"));
    valued.add(
        SparkOption.descriptor(
            "run the cells on this cluster of Apache Spark, such as spark://host:7077 or local[2],"
                + " whose machines all see --out and the data"));
    valued.add(
        new OptionDescriptor(
            STATUS, "only report the status of the sweep in this folder", "folder", "", ""));
    return new CommandOptions(
        axes,
        valued,
        List.of(PRINT_SPEC, PRINT_CELLS, ExperimentArguments.JSON, ResultWarnings.STRICT));
  }

  private static OptionDescriptor ofCell(OptionDescriptor threads) {
    return threads.as("threads for each cell to compute on", "its share of the processors");
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    if (!arguments.operands().isEmpty()) {
      problems.add(
          "unexpected argument " + arguments.operands().get(0) + "; elbo sweep takes options only");
    }
    if (arguments.values().containsKey(STATUS)) {
      printStatus(arguments, problems, terminal);
    } else {
      sweep(arguments, source, problems, terminal);
    }
  }

  private static void printStatus(Arguments arguments, Problems problems, Terminal terminal) {
    List<String> others = new ArrayList<>(arguments.repeated().keySet());
    others.addAll(arguments.without(STATUS).keySet());
    if (!others.isEmpty()) {
      problems.add(
          "--status goes with no other option; leave out --" + String.join(", --", others));
    }
    problems.requireNone();
    SweepFolder folder = SweepFolder.open(UserPath.of(STATUS, arguments.values().get(STATUS)));
    List<CellStatus> cells = folder.status();
    print(folder.path(), cells, arguments, terminal);
    SweepText.warnings(cells).end(arguments);
  }

  private static void sweep(
      Arguments arguments, PluginSource source, Problems problems, Terminal terminal) {
    Checked<SweepOptions> options = problems.attempt(() -> OPTIONS.create(arguments.of(OPTIONS)));
    Injector injector = Guice.createInjector(new ElboModule(source));
    Catalogs catalogs = injector.getInstance(Catalogs.class);
    Checked<SweepSpec> given = problems.attempt(() -> given(arguments, catalogs));
    Checked<CellChoice> choice = problems.attempt(() -> CellChoice.of(arguments));
    Checked<Optional<Path>> out = problems.attempt(() -> out(arguments));
    int jobs = jobs(arguments, options.toOptional(), given.toOptional());
    Checked<Sweep> resolved =
        problems.attempt(() -> injector.getInstance(SweepResolver.class).resolve(given.value()));
    Checked<Path> path =
        problems.attempt(() -> out.value().orElseGet(() -> usualFolder(resolved.value())));
    Checked<Sweep> sweep =
        problems.attempt(() -> resolved.value().onThreads(threads(path.value(), jobs)));
    problems.check(() -> SweepFolder.problem(path.value(), sweep.value()).ifPresent(problems::add));
    problems.requireNone();
    PluginWarnings.print(catalogs, terminal);
    if (arguments.has(PRINT_SPEC)) {
      terminal.out().print(SweepFile.text(given.value()));
      return;
    }
    List<Cell> cells = choice.value().of(sweep.value(), path.value());
    if (arguments.has(PRINT_CELLS)) {
      terminal.out().print(SweepText.list(cells, sweep.value(), path.value()));
      return;
    }
    Supplier<SweepFolder> folder = () -> SweepFolder.of(path.value(), sweep.value());
    SweepRunner runner = new SweepRunner(jobs, options.value().retry(), source.folder());
    List<CellStatus> ended =
        SparkOption.master(arguments)
            .filter(master -> SweepFolder.isLeft(path.value(), cells))
            .map(master -> runOn(master, folder, cells, runner, terminal))
            .orElseGet(() -> run(folder.get(), cells, runner, terminal));
    print(path.value(), ended, arguments, terminal);
    requireAllDone(ended);
    SweepText.warnings(ended).end(arguments);
  }

  private static Optional<Path> out(Arguments arguments) {
    return Optional.ofNullable(arguments.values().get(OUT)).map(text -> UserPath.of(OUT, text));
  }

  /** Returns the number of jobs, by default as many as there are shares of the processors. */
  private static int jobs(
      Arguments arguments, Optional<SweepOptions> options, Optional<SweepSpec> given) {
    if (arguments.values().containsKey(JOBS)) {
      return options.map(SweepOptions::jobs).orElse(1);
    }
    int threads =
        given
            .map(spec -> spec.options().getOrDefault(THREADS, List.of()).stream())
            .orElse(Stream.of())
            .filter(text -> text.matches("[1-9][0-9]{0,3}"))
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(1);
    return Math.max(1, Threads.standard().count() / threads);
  }

  /** Returns the options of the file, if one is given, overridden by those of the command line. */
  private static SweepSpec given(Arguments arguments, Catalogs catalogs) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    Optional.ofNullable(arguments.values().get(SPEC))
        .map(text -> SweepFile.read(UserPath.of(SPEC, text), catalogs::require))
        .ifPresent(spec -> options.putAll(spec.options()));
    options.putAll(arguments.repeated());
    return new SweepSpec(options);
  }

  /**
   * Returns the number of threads for each cell. Since another number gives other last bits, a
   * sweep that was begun keeps its number; in a new one each cell has its share of the processors.
   */
  private static int threads(Path path, int jobs) {
    return SweepFolder.isAt(path)
        ? SweepFolder.open(path).sweep().cells().get(0).spec().run().threads()
        : Math.max(1, Threads.standard().count() / jobs);
  }

  /**
   * Returns the default folder, the same for the same options, so that the same command continues a
   * sweep.
   */
  private static Path usualFolder(Sweep sweep) {
    return Path.of("runs", "sweep-" + sweep.name());
  }

  private static List<CellStatus> run(
      SweepFolder folder, List<Cell> cells, SweepRunner runner, Terminal terminal) {
    try (SweepProgress progress = SweepProgress.on(terminal, folder, cells)) {
      return runner.run(folder, cells, progress);
    } catch (InterruptedException e) {
      throw interrupted(folder, e);
    }
  }

  /** Connects before the folder is made, so that a cluster that is not there leaves none. */
  private static List<CellStatus> runOn(
      String master,
      Supplier<SweepFolder> begun,
      List<Cell> cells,
      SweepRunner runner,
      Terminal terminal) {
    int threads = cells.stream().mapToInt(cell -> cell.spec().run().threads()).max().orElse(1);
    try (Cluster cluster = SparkOption.connect(master, threads)) {
      SweepFolder folder = begun.get();
      try (SweepProgress progress = SweepProgress.on(terminal, folder, cells)) {
        return new ClusterSweep(runner).run(cluster, folder, cells, progress);
      } catch (InterruptedException e) {
        throw interrupted(folder, e);
      }
    }
  }

  private static ElboException interrupted(SweepFolder folder, InterruptedException e) {
    return ElboException.user("interrupted; the same command continues with " + folder.path(), e);
  }

  private static void print(
      Path folder, List<CellStatus> cells, Arguments arguments, Terminal terminal) {
    ResultWarnings warnings = SweepText.warnings(cells);
    if (arguments.has(ExperimentArguments.JSON)) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("folder", folder.toString());
      json.put("cells", SweepJson.of(cells));
      terminal.out().println(Json.text(json));
      warnings.print(terminal);
    } else {
      terminal.out().print(SweepText.of(cells, terminal.tableWidth()) + warnings.text());
      terminal.out().println("\nin " + folder);
    }
  }

  private static void requireAllDone(List<CellStatus> ended) {
    List<CellStatus> failed = ended.stream().filter(cell -> cell.state() != State.DONE).toList();
    if (!failed.isEmpty()) {
      throw ElboException.of(
          failed.get(0).failure().orElse(Category.INTERNAL),
          List.of(
              failed.size()
                  + " of "
                  + ended.size()
                  + " cells failed, as the table says; the same command tries them again"));
    }
  }
}
