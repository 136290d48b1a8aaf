package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.plot.FigureFormat;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.report.Report;
import org.elbosurgery.framework.report.ReportWriter;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.table.Layout;
import org.elbosurgery.framework.table.PlainText;
import org.elbosurgery.framework.table.Table;
import org.elbosurgery.framework.table.TableFormat;

/**
 * {@code elbo report}: makes tables, figures and a page of finished runs from their folders alone.
 */
final class ReportCommand implements Command {

  private static final String OUT = "out";
  private static final String FIGURES = "figures";
  private static final String REFERENCE = "reference";

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "Compare finished runs, and models that were trained elsewhere by their codes: tables for a"
        + " paper and, with --out, a page with figures; made from run folders and .npz files alone.";
  }

  @Override
  public String operands() {
    return "DIR|CODES.npz...";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued = new ArrayList<>(PrintedTables.options());
    valued.add(
        new OptionDescriptor(
            OUT,
            "folder for index.html, one self-contained page, and its figures and tables as files",
            "folder",
            "new or empty",
            ""));
    valued.add(
        new OptionDescriptor(
            FIGURES,
            "formats of the figures in the folder of --out: svg as wide as a page, pdf and png 5.5 in for"
                + " a paper",
            "FORMAT,...",
            "any of " + String.join(", ", formats()),
            FigureFormat.SVG.label()));
    valued.add(
        new OptionDescriptor(
            REFERENCE,
            "published results to show beside the runs",
            "text",
            "one of " + String.join(", ", references()),
            ""));
    return new CommandOptions(valued, List.of(ResultWarnings.STRICT));
  }

  private static List<String> formats() {
    return Arrays.stream(FigureFormat.values()).map(FigureFormat::label).toList();
  }

  private static List<String> references() {
    return Reference.all().stream().map(Reference::label).toList();
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    Checked<PrintedTables> printed = problems.attempt(() -> PrintedTables.of(arguments));
    Checked<Optional<Reference>> reference =
        problems.attempt(() -> arguments.choice(REFERENCE, references(), Reference::named));
    Checked<Optional<Path>> named = problems.attempt(() -> UserPath.optional(OUT, arguments));
    named.stream()
        .flatMap(Optional::stream)
        .flatMap(folder -> ReportWriter.problem(folder).stream())
        .forEach(problems::add);
    Checked<Set<FigureFormat>> figures = problems.attempt(() -> figures(arguments));
    List<Path> folders = new ArrayList<>();
    arguments
        .operands()
        .forEach(operand -> problems.check(() -> folders.add(UserPath.of("folder", operand))));
    if (arguments.operands().isEmpty()) {
      problems.add(
          "no folder to report; give those that elbo run, compare or sweep has left, or .npz"
              + " files of codes");
    }
    problems.requireNone();
    Optional<Path> out = named.value();
    PrintedTables chosen = printed.value();
    Report own = read(folders, terminal);
    Report report = reference.value().map(own::with).orElse(own);
    List<Table> tables = chosen.excerpt().of(report.tables(chosen.excerpt().split()));
    boolean isText = chosen.format() == TableFormat.TEXT;
    List<String> warnings = report.warnings();
    Stream.of(
            report.problems(),
            report.referenceWarnings(),
            isText ? List.<String>of() : warnings) // people see warnings below the tables
        .flatMap(List::stream)
        .forEach(text -> terminal.err().println("elbo: warning: " + PlainText.of(text)));
    out.ifPresent(folder -> write(report, folder, figures.value(), arguments, source, terminal));
    Layout layout = new Layout(terminal.tableWidth(), chosen.digits());
    terminal.out().print(chosen.format().of(tables, warnings, layout));
    if (out.isPresent() && isText) {
      terminal.out().println("\nsaved in " + out.get());
    }
    new ResultWarnings(warnings).end(arguments);
  }

  private static Report read(List<Path> folders, Terminal terminal) {
    try (Progress progress = Progress.on(terminal)) {
      return Report.of(folders, (task, done, total) -> progress.show(task, "", done, total));
    }
  }

  private static void write(
      Report report,
      Path folder,
      Set<FigureFormat> figures,
      Arguments arguments,
      PluginSource source,
      Terminal terminal) {
    Injector injector = Guice.createInjector(new ElboModule(source));
    try (Progress progress = Progress.on(terminal)) {
      injector
          .getInstance(ReportWriter.class)
          .write(
              report,
              folder,
              figures,
              words(arguments, source),
              (task, done, total) -> progress.show(task, "", done, total));
    }
  }

  /**
   * Returns the formats of the figures.
   *
   * @throws org.elbosurgery.api.ElboException USER if some are unknown, or there is no folder for
   *     them
   */
  private static Set<FigureFormat> figures(Arguments arguments) {
    Optional<String> given = Optional.ofNullable(arguments.values().get(FIGURES));
    Problems problems = Problems.user();
    if (given.isPresent() && !arguments.values().containsKey(OUT)) {
      problems.add("--figures are files in the folder of --out; add --out FOLDER");
    }
    Set<FigureFormat> formats = EnumSet.noneOf(FigureFormat.class);
    for (String name : given.orElse(FigureFormat.SVG.label()).split(",", -1)) {
      FigureFormat.named(name.strip())
          .ifPresentOrElse(
              formats::add,
              () ->
                  problems.add(
                      "unknown figures %s; %s"
                          .formatted(name, NearestName.advice(name, formats()))));
    }
    problems.requireNone();
    return formats;
  }

  /** Returns the command line, the folders first. */
  private static List<String> words(Arguments arguments, PluginSource source) {
    List<String> words = new ArrayList<>(List.of("elbo", "report"));
    words.addAll(arguments.operands());
    arguments.values().forEach((name, value) -> words.addAll(List.of("--" + name, value)));
    words.addAll(PluginPath.words(source));
    return words;
  }
}
