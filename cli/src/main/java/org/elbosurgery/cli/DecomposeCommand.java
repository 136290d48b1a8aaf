package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.codes.CodesComparison;
import org.elbosurgery.framework.codes.CodesJson;
import org.elbosurgery.framework.codes.CodesResult;
import org.elbosurgery.framework.codes.CodesSurgery;
import org.elbosurgery.framework.exchange.CodeParts;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.SurgeryOptions;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.version.Versions;

/**
 * {@code elbo decompose}: repeats the surgery of a run, or decomposes the average KL of posteriors
 * from any framework.
 */
final class DecomposeCommand implements Command {

  private static final Flag JSON = new Flag("json", "print one JSON object, for programs");

  private static final OptionSet<SurgeryOptions> SURGERY = OptionSet.of(SurgeryOptions.class);
  private static final OptionSet<RunOptions> RUN = OptionSet.of(RunOptions.class);
  private static final String SEED = RUN.option("seed").name();

  @Override
  public String name() {
    return "decompose";
  }

  @Override
  public String summary() {
    return "Repeat the surgery of finished runs, by default with each run's own options, and compare"
        + " those that differ in the prior alone, or decompose the ELBO of codes exported from any"
        + " framework, of one model or of several side by side.";
  }

  @Override
  public String operands() {
    return "RUN... | --codes FILE.npz...";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued = new ArrayList<>(GivenCodes.priorOptions());
    valued.add(ExperimentArguments.MOVED_DATA);
    valued.addAll(SURGERY.descriptors());
    valued.addAll(RUN.descriptors());
    valued.add(ToleranceOption.OPTION);
    valued.addAll(SharedDecomposition.options());
    return new CommandOptions(
        List.of(GivenCodes.CODES), valued, List.of(JSON, ResultWarnings.STRICT));
  }

  @Override
  public void run(Arguments given, PluginSource source, Terminal terminal) {
    Arguments arguments = ToleranceOption.applied(given);
    Injector injector = Guice.createInjector(new ElboModule(source));
    if (SharedDecomposition.isPart(arguments)) {
      SharedDecomposition.sum(given, terminal);
    } else if (GivenCodes.areIn(arguments)) {
      decomposeCodes(arguments, injector, terminal);
    } else {
      Problems problems = Problems.user(arguments.problems());
      if (arguments.operands().isEmpty()) {
        problems.add("give folders of runs, comparisons or sweeps, or --codes FILE.npz");
        problems.requireNone();
      }
      List<String> ofCodes = new ArrayList<>(GivenCodes.PRIORS);
      ofCodes.add(SEED);
      GivenCodes.refuse(ofCodes, arguments, problems);
      SharedDecomposition.refuseWithRuns(arguments, problems);
      new RunSurgeries(arguments, ofCodes, injector, terminal).run(problems);
    }
  }

  /** Codes with the options of their surgery. */
  private record Case(List<GivenCodes> codes, CodesSurgery surgery, SurgeryOptions options) {

    Case on(CodesSurgery other) {
      return new Case(codes, other, options);
    }
  }

  private static void decomposeCodes(Arguments arguments, Injector injector, Terminal terminal) {
    Catalogs catalogs = injector.getInstance(Catalogs.class);
    Case given = given(arguments, catalogs);
    PluginWarnings.print(catalogs, terminal);
    Case c = given.on(spread(given, arguments, catalogs, terminal));
    CodesComparison comparison = operate(c, terminal);
    ResultWarnings warnings = warnings(c, comparison);
    if (arguments.has(JSON)) {
      Map<String, Object> json = json(c, comparison);
      ResultJson.addWarnings(warnings.sentences(), json);
      terminal.out().println(Json.text(json));
      warnings.print(terminal);
    } else {
      String table =
          c.codes().size() == 1
              ? ResultText.of(comparison.baseline(), terminal.tableWidth())
              : CodesText.of(comparison, terminal.tableWidth());
      terminal.out().print(table + warnings.text());
    }
    warnings.end(arguments);
  }

  /** Returns the surgery, with the sums of a cluster if one is given. */
  private static CodesSurgery spread(
      Case c, Arguments arguments, Catalogs catalogs, Terminal terminal) {
    Estimator estimator = catalogs.estimators().create(c.options().estimator());
    return SparkDecomposition.spread(c.surgery(), estimator, c.codes().get(0), arguments, terminal);
  }

  private static CodesComparison operate(Case c, Terminal terminal) {
    List<CodesResult> results = new ArrayList<>();
    for (GivenCodes codes : c.codes()) {
      try (Progress progress = Progress.on(terminal)) {
        results.add(
            c.surgery()
                .operate(
                    codes.name(),
                    codes.codes(),
                    codes.prior().density(),
                    (task, done, total) -> progress.show(task, "", done, total)));
      }
    }
    return new CodesComparison(results);
  }

  /**
   * Returns the warnings about the codes and about their numbers, each with its codes if several.
   */
  private static ResultWarnings warnings(Case c, CodesComparison comparison) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < c.codes().size(); i++) {
      String where = c.codes().size() == 1 ? "" : c.codes().get(i).name() + ": ";
      Stream.concat(
              c.codes().get(i).warnings().stream(), comparison.results().get(i).warnings().stream())
          .map(where::concat)
          .forEach(sentences::add);
    }
    return new ResultWarnings(sentences);
  }

  /**
   * Reads everything that is named.
   *
   * @throws ElboException USER if there are problems, with all of them
   */
  private static Case given(Arguments arguments, Catalogs catalogs) {
    Problems problems = Problems.user(arguments.problems());
    GivenCodes.refuseRuns(arguments, problems);
    Checked<RunOptions> run = problems.attempt(() -> RUN.create(arguments.of(RUN)));
    Checked<SurgeryOptions> surgery = problems.attempt(() -> SURGERY.create(arguments.of(SURGERY)));
    SurgeryOptions readable =
        surgery.orElseGet(
            () -> SURGERY.changedWhereAllowed(SURGERY.defaults(), arguments.of(SURGERY)));
    Checked<Estimator> estimator =
        problems.attempt(() -> catalogs.estimators().create(readable.estimator()));
    long seed = run.orElseGet(RUN::defaults).seed();
    SharedDecomposition.refuse(arguments, problems);
    problems.check(() -> SparkDecomposition.refuse(arguments, estimator.value(), problems));
    problems.check(() -> SharedDecomposition.points(arguments));
    Checked<Function<Split, Estimator>> estimators =
        problems.attempt(() -> SharedDecomposition.estimators(arguments, estimator.value(), seed));
    Checked<List<GivenCodes>> all =
        problems.attempt(() -> GivenCodes.read(arguments, catalogs, seed));
    for (GivenCodes codes : all.orElseGet(List::of)) {
      problems.check(
          () -> surgery.value().requireEnough(codes.codes().train().posteriors().size()));
    }
    problems.requireNone();
    return new Case(
        all.value(),
        new CodesSurgery(
            estimators.value(), surgery.value().samples(), run.value().threads(), seed),
        surgery.value());
  }

  private static Map<String, Object> json(Case c, CodesComparison comparison) {
    if (c.codes().size() == 1) {
      return json(c, c.codes().get(0), comparison.baseline());
    }
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < c.codes().size(); i++) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", c.codes().get(i).name());
      each.putAll(json(c, c.codes().get(i), comparison.results().get(i)));
      all.add(each);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("codes", all);
    json.put("differences", CodesJson.differences(comparison));
    return json;
  }

  private static Map<String, Object> json(Case c, GivenCodes codes, CodesResult result) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("versions", Versions.current());
    provenance.put("seed", c.surgery().seed());
    provenance.put("threads", c.surgery().threads());
    result.train().terms().kernel().ifPresent(kernel -> provenance.put("kernel", kernel));
    provenance.put("dataSha256", CodeParts.sha256(codes.file()));
    provenance.put("codes", codes.file().toString());
    provenance.put("prior", codes.priorName());
    provenance.put("estimator", c.options().estimator().toString());
    provenance.put("samples", c.options().samples());
    Map<String, Object> json = CodesJson.of(result);
    json.put("provenance", provenance);
    return json;
  }
}
