package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.export.ExportOptions;
import org.elbosurgery.framework.export.Exporter;
import org.elbosurgery.framework.export.RunExport;
import org.elbosurgery.framework.file.NewFolder;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** {@code elbo export}: writes finished runs as files that Python reads. */
final class ExportCommand implements Command {

  private static final OptionSet<ExportOptions> OPTIONS = OptionSet.of(ExportOptions.class);
  private static final String OUT = "out";
  private static final String RESULTS = "results";

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "Write finished runs for Python: weights as safetensors, encoder, decoder and likelihood"
        + " as ONNX, samples of the prior, codes and terms. Or their results alone, to keep.";
  }

  @Override
  public String operands() {
    return "RUN...";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued = new ArrayList<>();
    valued.add(
        new OptionDescriptor(
            OUT,
            "folder for all files of a run; of several runs, for a folder of each",
            "folder",
            "new or empty",
            ""));
    valued.add(
        new OptionDescriptor(
            RESULTS,
            "folder for the results of the runs alone, run folders without codes and weights",
            "folder",
            "new or empty",
            ""));
    valued.addAll(ExportedFiles.options());
    valued.addAll(OPTIONS.descriptors());
    valued.add(ExperimentArguments.MOVED_DATA);
    return new CommandOptions(valued, List.of());
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    RunOperands operands = RunOperands.of(arguments, problems);
    Checked<ExportOptions> options = problems.attempt(() -> OPTIONS.create(arguments.of(OPTIONS)));
    Checked<ExportedFiles> named = problems.attempt(() -> ExportedFiles.of(arguments));
    Checked<Optional<Path>> out = problems.attempt(() -> UserPath.optional(OUT, arguments));
    Checked<Optional<Path>> results = problems.attempt(() -> UserPath.optional(RESULTS, arguments));
    Stream.of(out, results)
        .flatMap(Checked::stream)
        .flatMap(Optional::stream)
        .flatMap(folder -> NewFolder.problem(folder).stream())
        .forEach(problems::add);
    if (arguments.values().containsKey(RESULTS)) {
      requireResultsAlone(arguments, problems);
    } else {
      out.stream()
          .forEach(
              folder ->
                  named.stream()
                      .forEach(files -> requireOneWay(files, folder, operands, problems)));
    }
    problems.requireNone();
    FailedRuns failures = new FailedRuns();
    failures.damaged().addAll(operands.damaged());
    ExportFolders folders =
        new ExportFolders(operands.folders(), arguments.operands().stream().map(Path::of).toList());
    if (results.value().isPresent()) {
      new ExportedResults(folders, terminal).write(results.value().get(), failures);
    } else {
      write(
          arguments,
          source,
          terminal,
          folders,
          named.value(),
          out.value(),
          options.value(),
          failures);
    }
    failures.requireNone();
  }

  private static void write(
      Arguments arguments,
      PluginSource source,
      Terminal terminal,
      ExportFolders folders,
      ExportedFiles named,
      Optional<Path> out,
      ExportOptions options,
      FailedRuns failures) {
    Injector injector = Guice.createInjector(new ElboModule(source));
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    ExportedRuns runs = new ExportedRuns(folders, options, terminal);
    Function<Path, RunExport> reader =
        run -> injector.getInstance(Exporter.class).read(run, movedData(arguments));
    out.ifPresentOrElse(
        folder -> runs.write(folder, reader, failures), () -> runs.write(named, reader));
  }

  private static void requireResultsAlone(Arguments arguments, Problems problems) {
    List<String> others =
        arguments.values().keySet().stream()
            .filter(name -> !name.equals(RESULTS))
            .map(name -> "--" + name)
            .toList();
    if (!others.isEmpty()) {
      problems.add(
          "--results writes results alone and goes with no other option; leave out "
              + String.join(", ", others));
    }
  }

  private static Optional<String> movedData(Arguments arguments) {
    return Optional.ofNullable(arguments.values().get(ExperimentArguments.MOVED_DATA.name()));
  }

  private static void requireOneWay(
      ExportedFiles named, Optional<Path> out, RunOperands operands, Problems problems) {
    if (named.isEmpty() == out.isEmpty()) {
      problems.add(
          "give either --out FOLDER for all files, or names for some: --weights NAME.safetensors,"
              + " --onnx NAME.onnx; or --results FOLDER for the results alone");
    }
    int runs = operands.folders().size();
    if (!named.isEmpty() && runs > 1) {
      problems.add(runs + " runs cannot share the name of a file; give --out FOLDER, or one run");
    }
  }
}
