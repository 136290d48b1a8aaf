package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.contract.Candidate;
import org.elbosurgery.framework.contract.Contract;
import org.elbosurgery.framework.contract.Outcome;
import org.elbosurgery.framework.contract.TrainedPrior;
import org.elbosurgery.framework.contract.Verification;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.problem.Problems;

/**
 * {@code elbo check}: checks whether an installed plugin keeps the contract of its kind, or whether
 * the trained prior of a run does.
 */
final class CheckCommand implements Command {

  private static final List<String> KINDS = Contract.all().stream().map(Contract::kind).toList();

  private static final Flag JSON = new Flag("json", "print one JSON object, for programs");

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "Check a plugin against the rules of its contract, or the trained prior of a run against"
        + " those of its numbers; NAME may set options for all checks, as in"
        + " mixture:components=3.";
  }

  @Override
  public String operands() {
    return "RUN | prior|encoder|decoder|estimator NAME";
  }

  @Override
  public CommandOptions options() {
    return new CommandOptions(List.of(ExperimentArguments.MOVED_DATA), List.of(JSON));
  }

  /**
   * {@inheritDoc}
   *
   * @throws ElboException PLUGIN after printing, if the plugin, or a run's trained prior, breaks a
   *     rule that is not optional
   */
  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    List<String> operands = arguments.operands();
    Problems problems = Problems.user(arguments.problems());
    boolean ofRun = operands.size() == 1 && !KINDS.contains(operands.get(0));
    if (!ofRun && arguments.values().containsKey(ExperimentArguments.MOVED_DATA.name())) {
      problems.add("--data goes with a run; a plugin is checked without data");
    }
    problems.requireNone();
    if (ofRun) {
      checkRun(operands.get(0), arguments, source, terminal);
    } else {
      checkPlugin(operands, arguments, source, terminal);
    }
  }

  private static void checkRun(
      String operand, Arguments arguments, PluginSource source, Terminal terminal) {
    Injector injector = Guice.createInjector(new ElboModule(source));
    FinishedRun run = FinishedRun.read(UserPath.of("run", operand));
    ExperimentSpec spec =
        Optional.ofNullable(arguments.values().get(ExperimentArguments.MOVED_DATA.name()))
            .map(run.spec()::withDataIn)
            .orElse(run.spec());
    Experiment experiment = injector.getInstance(ExperimentResolver.class).resolveFinished(spec);
    TrainedModel model = TrainedModel.of(experiment, run.folder());
    Posteriors codes = run.requirePosteriors(Split.TRAIN);
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    PluginWarnings.print(run.path(), run.pluginDifferences(experiment), terminal);
    PluginSpec prior = spec.model().prior();
    TrainedPriorReport report =
        TrainedPriorReport.of(
            run.path(),
            prior,
            TrainedPrior.outcomes(model.prior(), codes, experiment.random().named("check")));
    terminal.out().print(arguments.has(JSON) ? report.json() : report.text(terminal.width()));
    requireNone(report.outcomes().faults(), "the trained prior %s of %s".formatted(prior, operand));
  }

  private static void requireNone(List<String> faults, String what) {
    if (!faults.isEmpty()) {
      throw ElboException.plugin(what + " breaks " + String.join(", ", faults), null);
    }
  }

  private void checkPlugin(
      List<String> operands, Arguments arguments, PluginSource source, Terminal terminal) {
    if (operands.size() != 2) {
      throw ElboException.user("elbo check takes a run, or a kind and a name: " + operands());
    }
    Catalogs catalogs = Catalogs.load(source);
    String kind = catalogs.of(operands.get(0)).kind();
    PluginSpec spec = PluginSpec.parse(operands.get(1));
    CheckReport report =
        switch (kind) {
          case "prior" ->
              report(catalogs.priors(), Contract.prior(), spec, terminal)
                  .with(data -> PlannedTraining.withPrior(spec, catalogs, data));
          case "encoder" ->
              report(catalogs.encoders(), Contract.encoder(), spec, terminal)
                  .with(data -> PlannedTraining.withEncoder(spec, catalogs, data));
          case "decoder" ->
              report(catalogs.decoders(), Contract.decoder(), spec, terminal)
                  .with(data -> PlannedTraining.withDecoder(spec, catalogs, data));
          default -> report(catalogs.estimators(), Contract.estimator(), spec, terminal);
        };
    PluginWarnings.print(catalogs, terminal);
    terminal.out().print(arguments.has(JSON) ? report.json() : report.text(terminal.width()));
    requireNone(
        report.faults(), "%s %s in %s".formatted(kind, spec.name(), report.plugin().origin()));
  }

  private static <T> CheckReport report(
      Catalog<T> catalog, Contract<T> contract, PluginSpec spec, Terminal terminal) {
    catalog.create(spec); // reports problems with the name and the options
    PluginDescriptor<T> plugin = catalog.require(spec.name());
    Verification<T> verification =
        contract.verify(Candidate.<T>of(plugin.type()).withBase(spec.options()));
    String task = "checking " + contract.kind() + " " + spec.name();
    try (Progress progress = Progress.on(terminal)) {
      List<Outcome> outcomes =
          verification.outcomes((done, total) -> progress.show(task, " rules", done, total));
      return CheckReport.of(contract.kind(), plugin, verification.configurations(), outcomes);
    }
  }
}
