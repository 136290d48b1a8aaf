package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.UserProblems;
import org.elbosurgery.framework.timing.Benchmark;
import org.elbosurgery.framework.timing.PosteriorTiming;
import org.elbosurgery.framework.timing.SampledPosteriors;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.StepTiming;
import org.elbosurgery.framework.timing.TrainingSteps;

/** {@code elbo bench}: times the training step and the aggregate posterior on this machine. */
final class BenchCommand implements Command {

  private static final Flag JSON = new Flag("json", "print one JSON object a line for each case");

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "Time a training step on binarized MNIST, and log q(z) of an aggregate posterior; without"
        + " options, every case that is watched, in a few minutes.";
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
    List<String> problems = new ArrayList<>(arguments.problems());
    BenchArguments given = new BenchArguments(arguments);
    List<String> kinds = given.kinds(problems);
    given.requireFitting(kinds, problems);
    Optional<Benchmark> benchmark = given.benchmark(problems);
    Optional<List<StepCase>> steps = given.steps(problems);
    Optional<List<Supplier<SampledPosteriors>>> posteriors = given.posteriors(problems);
    Catalogs catalogs = Catalogs.load(source);
    steps.stream().flatMap(List::stream).forEach(step -> requirePlugins(step, catalogs, problems));
    UserProblems.requireNone(problems);
    PluginWarnings.print(catalogs, terminal);
    Session session = new Session(benchmark.orElseThrow(), arguments.has(JSON), terminal);
    if (kinds.contains(BenchArguments.STEP)) {
      session.timeSteps(steps.orElseThrow(), catalogs);
    }
    if (kinds.contains(BenchArguments.POSTERIOR)) {
      session.timePosteriors(posteriors.orElseThrow());
    }
  }

  /** Adds a problem for each plugin of a step that there is not, or that its options do not fit. */
  private static void requirePlugins(StepCase step, Catalogs catalogs, List<String> problems) {
    catalogs.priors().create(step.prior(), problems);
    catalogs.encoders().create(step.encoder(), problems);
    catalogs.decoders().create(step.decoder(), problems);
  }

  /** Times, and prints what was timed: for programs as soon as it is known. */
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
