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
import java.util.stream.Collectors;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.estimators.EstimatorsFile;
import org.elbosurgery.framework.exchange.RowCodes;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.EstimatorsOptions;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.machine.NativeSettings;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.EstimatorComparison;

/** {@code elbo estimators}: what several estimators say of the same codes, beside the exact one. */
final class EstimatorsCommand implements Command {

  private static final OptionSet<EstimatorsOptions> OPTIONS = OptionSet.of(EstimatorsOptions.class);

  private static final OptionDescriptor ESTIMATOR =
      new OptionDescriptor(
          "estimator",
          "an estimator to compare with exact; may be repeated; see elbo plugins estimator",
          "plugin spec",
          "",
          "all that come with the program",
          Decides.ESTIMATE);

  /** The estimators that come with the program, each with the options that make it another. */
  private static final List<String> STANDARD =
      List.of(
          "subsampled",
          "bounds:side=lower",
          "bounds:side=upper",
          "grid",
          "minibatch:size=50",
          "minibatch:size=50,weights=stratified",
          "minibatch:size=50,weights=leave-one-out",
          "knn");

  @Override
  public String name() {
    return "estimators";
  }

  @Override
  public String summary() {
    return "Compare estimators of mutual information and marginal KL with the exact one, on the"
        + " codes of finished runs, in whose folders what they say is kept, or of any framework.";
  }

  @Override
  public String operands() {
    return "RUN... | --codes FILE.npz...";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued = new ArrayList<>(GivenCodes.priorOptions());
    valued.add(ExperimentArguments.MOVED_DATA);
    valued.addAll(OPTIONS.descriptors());
    return new CommandOptions(
        List.of(ESTIMATOR, GivenCodes.CODES), valued, List.of(ExperimentArguments.JSON));
  }

  /**
   * Codes of one kind, with what the estimators are given.
   *
   * @param run whose codes they are; empty if they are from a file
   * @param differences between the builds of the prior that made the codes and that used here
   */
  private record Codes(
      Path source,
      Optional<FinishedRun> run,
      String name,
      String priorName,
      Posteriors posteriors,
      Distribution prior,
      RandomStream random,
      List<String> differences) {}

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Injector injector = Guice.createInjector(new ElboModule(source));
    Catalogs catalogs = injector.getInstance(Catalogs.class);
    Problems problems = Problems.user(arguments.problems());
    Checked<EstimatorsOptions> asked =
        problems.attempt(() -> OPTIONS.create(arguments.of(OPTIONS)));
    EstimatorsOptions options = asked.orElseGet(OPTIONS::defaults);
    Map<String, Estimator> estimators = estimators(arguments, catalogs, problems);
    FailedRuns failures = new FailedRuns();
    List<Codes> codes =
        GivenCodes.areIn(arguments)
            ? ofFiles(arguments, catalogs, options, problems)
            : ofRuns(
                arguments,
                injector.getInstance(ExperimentResolver.class),
                options,
                problems,
                failures.damaged());
    if (codes.isEmpty() || !problems.isEmpty()) {
      problems.addAll(failures.damaged().all());
    }
    problems.requireNone();
    PluginWarnings.print(catalogs, terminal);
    Map<Path, List<String>> differences = new LinkedHashMap<>();
    codes.forEach(each -> differences.put(each.source(), each.differences()));
    PluginWarnings.print(differences, terminal);
    NativeSettings.useThreads(options.threads());
    print(compare(codes, estimators, options, failures, terminal), arguments, terminal);
    failures.requireNone();
  }

  private static List<EstimatorsText.Named> compare(
      List<Codes> codes,
      Map<String, Estimator> estimators,
      EstimatorsOptions options,
      FailedRuns failures,
      Terminal terminal) {
    List<EstimatorsText.Named> compared = new ArrayList<>();
    try (Progress progress = Progress.on(terminal)) {
      for (Codes each : codes) {
        Supplier<EstimatorsText.Named> comparison =
            () -> compare(each, estimators, options, progress);
        try {
          each.run()
              .ifPresentOrElse(
                  run -> EstimatorsFile.keep(run, options, () -> added(comparison.get(), compared)),
                  () -> compared.add(comparison.get()));
        } catch (ElboException e) {
          failures.add(each.source(), e);
        }
      }
    }
    return compared;
  }

  private static void print(
      List<EstimatorsText.Named> compared, Arguments arguments, Terminal terminal) {
    if (arguments.has(ExperimentArguments.JSON)) {
      terminal.out().println(Json.text(compared.stream().map(EstimatorsText::json).toList()));
    } else {
      int width = terminal.tableWidth();
      terminal
          .out()
          .print(
              compared.stream()
                  .map(each -> EstimatorsText.of(each, width))
                  .collect(Collectors.joining("\n")));
    }
  }

  /** Returns a comparison that has been added to those to print, even if it cannot be kept. */
  private static EstimatorComparison added(
      EstimatorsText.Named named, List<EstimatorsText.Named> compared) {
    compared.add(named);
    return named.comparison();
  }

  private static EstimatorsText.Named compare(
      Codes codes,
      Map<String, Estimator> estimators,
      EstimatorsOptions options,
      Progress progress) {
    EstimatorComparison comparison =
        EstimatorComparison.of(
            codes.posteriors(),
            codes.prior(),
            estimators,
            Budget.of(options.samples(), options.threads()),
            codes.random(),
            (estimator, done, total) -> progress.show(estimator, "", done, total));
    return new EstimatorsText.Named(codes.name(), codes.priorName(), comparison);
  }

  private static Map<String, Estimator> estimators(
      Arguments arguments, Catalogs catalogs, Problems problems) {
    List<String> named = arguments.all(ESTIMATOR.name());
    Map<String, Estimator> estimators = new LinkedHashMap<>();
    for (String text : named.isEmpty() ? STANDARD : named) {
      problems.check(
          () -> {
            PluginSpec spec = PluginSpec.parse(text);
            if (!spec.name().equals(EstimatorComparison.EXACT)) {
              estimators.put(text, catalogs.estimators().create(spec));
            }
          });
    }
    return estimators;
  }

  private static List<Codes> ofFiles(
      Arguments arguments, Catalogs catalogs, EstimatorsOptions options, Problems problems) {
    GivenCodes.refuseRuns(arguments, problems);
    Checked<List<GivenCodes>> given =
        problems.attempt(() -> GivenCodes.read(arguments, catalogs, options.seed()));
    List<Codes> codes = new ArrayList<>();
    for (GivenCodes each : given.orElseGet(List::of)) {
      problems.check(() -> codes.add(ofFile(each, options)));
    }
    return codes;
  }

  private static Codes ofFile(GivenCodes codes, EstimatorsOptions options) {
    Posteriors posteriors = posteriors(codes, options.split());
    requireEnough(posteriors, options);
    return new Codes(
        codes.file(),
        Optional.empty(),
        codes.file().toString(),
        codes.priorName(),
        posteriors,
        codes.prior().density(),
        random(options),
        List.of());
  }

  private static Posteriors posteriors(GivenCodes codes, Split split) {
    return codes
        .rows(split)
        .map(RowCodes::posteriors)
        .orElseThrow(
            () ->
                ElboException.user(
                    "%s has no test_mean and test_log_var; give them, or take the other --split"
                        .formatted(codes.file())));
  }

  private static void requireEnough(Posteriors posteriors, EstimatorsOptions options) {
    if ((long) posteriors.size() * options.samples() < 2) {
      throw ElboException.user(
          "one sample of one row has no standard error; take samples 2 or more");
    }
  }

  /** Returns the codes of the runs that can be used; the problems of the others go apart. */
  private static List<Codes> ofRuns(
      Arguments arguments,
      ExperimentResolver resolver,
      EstimatorsOptions options,
      Problems problems,
      Problems damaged) {
    GivenCodes.refuse(GivenCodes.PRIORS, arguments, problems);
    RunOperands operands = RunOperands.of(arguments, problems);
    damaged.addAll(operands.damaged());
    Optional<String> data =
        Optional.ofNullable(arguments.values().get(ExperimentArguments.MOVED_DATA.name()));
    List<Codes> codes = new ArrayList<>();
    for (Path folder : operands.folders()) {
      damaged.check(() -> codes.add(ofRun(FinishedRun.read(folder), data, resolver, options)));
    }
    return codes;
  }

  /** Returns the codes of a run; its prior comes from its file, or from its model. */
  private static Codes ofRun(
      FinishedRun run,
      Optional<String> data,
      ExperimentResolver resolver,
      EstimatorsOptions options) {
    Posteriors posteriors = run.requirePosteriors(options.split());
    ExperimentSpec spec = data.map(run.spec()::withDataIn).orElse(run.spec());
    Optional<Distribution> kept = run.prior();
    Optional<Experiment> made =
        kept.isPresent() ? Optional.empty() : Optional.of(resolver.resolveFinished(spec));
    Distribution prior =
        kept.orElseGet(() -> TrainedModel.of(made.orElseThrow(), run.folder()).prior());
    String name = run.path() + ", " + options.split().label() + " rows";
    return new Codes(
        run.path(),
        Optional.of(run),
        name,
        run.spec().model().prior().toString(),
        posteriors,
        prior,
        random(options),
        made.map(run.folder()::pluginDifferences).orElse(List.of()));
  }

  /** Returns the random numbers with which a surgery samples the same rows. */
  private static RandomStream random(EstimatorsOptions options) {
    return RandomStream.of(options.seed()).named("surgery").named(options.split().label());
  }
}
