package org.elbosurgery.cli;

import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.contract.Candidate;
import org.elbosurgery.framework.contract.Contract;
import org.elbosurgery.framework.contract.Outcome;
import org.elbosurgery.framework.contract.Verification;
import org.elbosurgery.framework.problem.Problems;

/** {@code elbo check}: checks whether an installed plugin keeps the contract of its kind. */
final class CheckCommand implements Command {

  private static final Flag JSON = new Flag("json", "print one JSON object, for programs");

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "Check a plugin against the rules of its contract; NAME may set options for all checks,"
        + " as in mixture:components=3.";
  }

  @Override
  public String operands() {
    return "prior|encoder|decoder|estimator NAME";
  }

  @Override
  public CommandOptions options() {
    return new CommandOptions(List.of(), List.of(JSON));
  }

  /**
   * {@inheritDoc}
   *
   * @throws ElboException PLUGIN after printing, if the plugin breaks a rule that is not optional
   */
  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems.user(arguments.problems()).requireNone();
    List<String> operands = arguments.operands();
    if (operands.size() != 2) {
      throw ElboException.user("elbo check takes a kind and a name: " + operands());
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
    if (!report.faults().isEmpty()) {
      throw ElboException.plugin(
          "%s %s in %s breaks %s"
              .formatted(
                  kind, spec.name(), report.plugin().origin(), String.join(", ", report.faults())),
          null);
    }
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
