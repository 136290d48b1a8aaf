package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.comparison.Comparison;
import org.elbosurgery.framework.comparison.ComparisonFolder;
import org.elbosurgery.framework.comparison.ComparisonRunner;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.gap.JointGap;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** {@code elbo compare}: trains the same model with several priors and compares their terms. */
final class CompareCommand implements Command {

  private static final String COMPARISON = "comparison";
  private static final String PRIOR = ExperimentSpec.PRIOR.name();
  private static final String EPOCHS = ExperimentSpec.EPOCHS.name();

  /** The default number of epochs, with which three priors take about six minutes on two cores. */
  private static final String FEW_EPOCHS = "4";

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "Train the same VAE with several priors in succession and compare the terms of their"
        + " ELBOs; without options, three priors on binarized MNIST in about six minutes.";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public CommandOptions options() {
    OptionDescriptor priors =
        ExperimentSpec.PRIOR.as(
            "prior p(z), given once for each; the others are compared with the first; see elbo"
                + " plugins prior",
            String.join(", ", StudiedPriors.NAMES));
    List<OptionDescriptor> valued = new ArrayList<>();
    for (OptionDescriptor option : ExperimentSpec.descriptors()) {
      if (option.name().equals(EPOCHS)) {
        valued.add(withFewEpochs(option));
      } else if (!option.name().equals(PRIOR)) {
        valued.add(option);
      }
    }
    valued.add(ToleranceOption.OPTION);
    valued.add(ExperimentArguments.NEW_FOLDER);
    valued.add(
        ExperimentArguments.resumeOption("resume the comparison in this folder, bit for bit"));
    return new CommandOptions(
        List.of(priors), valued, List.of(ExperimentArguments.JSON, ResultWarnings.STRICT));
  }

  private static OptionDescriptor withFewEpochs(OptionDescriptor epochs) {
    return epochs.as(
        epochs.description() + ", by default fewer than elbo run's " + epochs.defaultValue(),
        FEW_EPOCHS);
  }

  @Override
  public void run(Arguments plain, PluginSource source, Terminal terminal) {
    Arguments arguments = ToleranceOption.applied(plain);
    ExperimentArguments given = new ExperimentArguments(arguments);
    Problems problems = given.problems(this);
    given.requireOneFolder(COMPARISON, problems);
    Injector injector = Guice.createInjector(new ElboModule(source));
    ExperimentResolver resolver = injector.getInstance(ExperimentResolver.class);
    Catalogs catalogs = injector.getInstance(Catalogs.class);
    Catalog<Prior> priors = catalogs.priors();
    Job job =
        given.resume().isPresent()
            ? resumed(given.resume().get(), resolver, given, problems)
            : started(resolver, given, priors(arguments), problems);
    PluginWarnings.print(catalogs, terminal);
    ComparisonRunner runner = injector.getInstance(ComparisonRunner.class);
    Comparison comparison = comparison(runner, job, terminal);
    JointGap joint = JointGap.of(comparison, job.folder().finished());
    ResultWarnings warnings = ComparisonText.warnings(joint);
    if (arguments.has(ExperimentArguments.JSON)) {
      Map<String, Object> json = GapJson.of(joint);
      json.put("verdict", VerdictText.VERDICT.of(joint));
      json.put("folder", job.folder().path().toString());
      terminal.out().println(Json.text(json));
      warnings.print(terminal);
    } else {
      String closed =
          joint.isOfGap() ? "\n" + JointGapText.gapClosed(joint, terminal.tableWidth()) : "";
      String verdict = VerdictText.of(VerdictText.VERDICT.of(joint), terminal);
      terminal
          .out()
          .print(
              ComparisonText.of(comparison, priors, terminal.tableWidth())
                  + closed
                  + warnings.text()
                  + verdict);
      terminal.out().println("\nsaved in " + job.folder().path());
    }
    warnings.end(arguments);
  }

  private static List<String> priors(Arguments arguments) {
    return arguments.all(PRIOR).isEmpty() ? StudiedPriors.NAMES : arguments.all(PRIOR);
  }

  /** The experiments and their folder. */
  private record Job(List<Experiment> experiments, ComparisonFolder folder) {}

  private static Job started(
      ExperimentResolver resolver,
      ExperimentArguments given,
      List<String> priors,
      Problems problems) {
    ExperimentSpec usual = ExperimentSpec.create(Map.of(EPOCHS, FEW_EPOCHS));
    Checked<List<Experiment>> experiments =
        problems.attempt(() -> resolver.resolveEach(usual, given.options(), priors));
    given.out().flatMap(ComparisonFolder::problem).ifPresent(problems::add);
    problems.requireNone();
    Path folder = given.out().orElseGet(() -> RunNames.makeForComparison(given.options()));
    return new Job(experiments.value(), ComparisonFolder.create(folder, experiments.value()));
  }

  /**
   * Returns a started comparison, if the options given now agree with those it was started with.
   */
  private static Job resumed(
      Path path, ExperimentResolver resolver, ExperimentArguments given, Problems problems) {
    ComparisonFolder folder = ComparisonFolder.open(path);
    List<ExperimentSpec> then = folder.specs();
    List<String> repeated = given.arguments().all(PRIOR);
    List<String> priors =
        repeated.isEmpty() ? priors(then).stream().map(PluginSpec::toString).toList() : repeated;
    Checked<List<Experiment>> now =
        problems.attempt(() -> resolver.resolveEach(then.get(0), given.options(), priors));
    problems.check(
        () -> ExperimentArguments.requireSame(differences(then, now.value()), COMPARISON));
    problems.requireNone();
    return new Job(now.value(), folder);
  }

  private static List<PluginSpec> priors(List<ExperimentSpec> specs) {
    return specs.stream().map(spec -> spec.model().prior()).toList();
  }

  private static List<String> differences(List<ExperimentSpec> then, List<Experiment> now) {
    List<PluginSpec> priorsThen = priors(then);
    List<PluginSpec> priorsNow = priors(now.stream().map(Experiment::spec).toList());
    List<String> differences = new ArrayList<>();
    if (!priorsThen.equals(priorsNow)) {
      differences.add("priors were " + list(priorsThen) + ", are " + list(priorsNow));
    }
    ExperimentSpec rest = now.get(0).spec().withPrior(priorsThen.get(0));
    then.get(0).differences(rest).forEach(difference -> differences.add(difference.text()));
    return differences;
  }

  private static String list(List<PluginSpec> priors) {
    return String.join(" and ", priors.stream().map(PluginSpec::toString).toList());
  }

  private static Comparison comparison(ComparisonRunner runner, Job job, Terminal terminal) {
    try (ComparisonProgress progress = ComparisonProgress.on(terminal)) {
      return runner.run(job.experiments(), job.folder(), progress);
    } catch (InterruptedException | CancellationException e) {
      throw ElboException.user(
          "interrupted; continue with elbo compare --resume " + job.folder().path(), e);
    }
  }
}
