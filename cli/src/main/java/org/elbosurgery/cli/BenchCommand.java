package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.timing.Benchmark;
import org.elbosurgery.framework.timing.PosteriorTiming;
import org.elbosurgery.framework.timing.SampledPosteriors;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.StepTiming;
import org.elbosurgery.framework.timing.TrainingSteps;

/** {@code elbo bench}: times the training step and the aggregate posterior on this machine. */
final class BenchCommand implements Command {

  private static final Flag JSON =
      new Flag("json", "print one JSON object for each case, one on each line");

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "Time a training step on binarized MNIST, and log q(z) of an aggregate posterior;"
        + " without options, all standard cases, in a few minutes.";
  }

  @Override
  public String operands() {
    return "[step|posterior]";
  }

  @Override
  public CommandOptions options() {
    return new CommandOptions(BenchArguments.options(), List.of(JSON));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    BenchArguments given = new BenchArguments(arguments);
    problems.check(given::requireKnownKind);
    problems.check(given::requireFitting);
    Checked<Benchmark> benchmark = problems.attempt(given::benchmark);
    Checked<List<StepCase>> steps = problems.attempt(given::steps);
    Problems ofPosteriors = Problems.user();
    Checked<List<Supplier<SampledPosteriors>>> posteriors = ofPosteriors.attempt(given::posteriors);
    ofPosteriors.all().stream()
        .filter(
            problem ->
                !problems
                    .all()
                    .contains(problem)) // the default of the option that steps have as well
        .forEach(problems::add);
    Catalogs catalogs = Catalogs.load(source);
    steps.stream()
        .flatMap(List::stream)
        .forEach(step -> problems.check(() -> requirePlugins(step, catalogs)));
    problems.requireNone();
    PluginWarnings.print(catalogs, terminal);
    Session session = new Session(benchmark.value(), arguments.has(JSON), terminal);
    if (given.kinds().contains(BenchArguments.STEP)) {
      session.timeSteps(steps.value(), catalogs);
    }
    if (given.kinds().contains(BenchArguments.POSTERIOR)) {
      session.timePosteriors(posteriors.value());
    }
  }

  /** Checks that the plugins of a step exist and accept their options. */
  private static void requirePlugins(StepCase step, Catalogs catalogs) {
    Problems problems = Problems.user();
    problems.check(() -> catalogs.priors().create(step.prior()));
    problems.check(() -> catalogs.encoders().create(step.encoder()));
    problems.check(() -> catalogs.decoders().create(step.decoder()));
    problems.requireNone();
  }

  /** Times cases and prints the results; as JSON, each result immediately. */
  private record Session(Benchmark benchmark, boolean json, Terminal terminal) {

    void timeSteps(List<StepCase> cases, Catalogs catalogs) {
      List<StepTiming> timings = new ArrayList<>();
      for (StepCase step : cases) {
        DataSet data = TrainingSteps.data(step, catalogs);
        StepTiming timing =
            watched(
                BenchText.name(step), progress -> benchmark.step(step, catalogs, data, progress));
        timings.add(timing);
        print(json, Json.line(timing.json()) + "\n");
      }
      print(!json, BenchText.ofSteps(timings));
    }

    void timePosteriors(List<Supplier<SampledPosteriors>> cases) {
      List<PosteriorTiming> timings = new ArrayList<>();
      for (Supplier<SampledPosteriors> each : cases) {
        SampledPosteriors sampled = each.get();
        PosteriorTiming timing =
            watched(
                BenchText.name(sampled.posteriors()),
                progress -> benchmark.posterior(sampled, progress));
        timings.add(timing);
        print(json, Json.line(timing.json()) + "\n");
      }
      print(!json, BenchText.ofPosteriors(timings));
    }

    private <T> T watched(String name, Function<ProgressListener, T> job) {
      try (Progress progress = Progress.on(terminal)) {
        return job.apply((done, total) -> progress.show(name, " rounds", done, total));
      }
    }

    private void print(boolean wanted, String text) {
      if (wanted) {
        terminal.out().print(text);
        terminal.out().flush();
      }
    }
  }
}
