package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.benchmark.Benchmark;
import org.elbosurgery.framework.benchmark.PosteriorCase;
import org.elbosurgery.framework.benchmark.PosteriorTiming;
import org.elbosurgery.framework.benchmark.StepCase;
import org.elbosurgery.framework.benchmark.StepTiming;
import org.elbosurgery.framework.benchmark.TrainingSteps;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.option.UserProblems;

/** {@code elbo bench}: times the training step and the aggregate posterior on this machine. */
final class BenchCommand implements Command {

  private static final String STEP = "step";
  private static final String POSTERIOR = "posterior";
  private static final List<String> KINDS = List.of(STEP, POSTERIOR);
  private static final String LATENT = "latent";

  private static final Flag JSON = new Flag("json", "print one JSON object a line for each case");
  private static final OptionSet<StepCase> STEPS = OptionSet.of(StepCase.class);
  private static final OptionSet<PosteriorCase> POSTERIORS = OptionSet.of(PosteriorCase.class);
  private static final OptionSet<Benchmark> BENCHMARK = OptionSet.of(Benchmark.class);

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "Time a training step on binarized MNIST, and log q(z) of an aggregate posterior; without"
        + " options, every case that is watched, in about two minutes.";
  }

  @Override
  public String operands() {
    return "[step|posterior]";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued = new ArrayList<>(STEPS.descriptors());
    POSTERIORS.descriptors().stream()
        .filter(option -> !option.name().equals(LATENT)) // of both
        .forEach(valued::add);
    valued.addAll(BENCHMARK.descriptors());
    return new CommandOptions(valued, List.of(JSON));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    List<String> problems = new ArrayList<>(arguments.problems());
    List<String> kinds = kinds(arguments, problems);
    Optional<Benchmark> benchmark = BENCHMARK.create(arguments.of(BENCHMARK), problems);
    Optional<List<StepCase>> steps = steps(arguments, problems);
    Optional<List<PosteriorCase>> posteriors = posteriors(arguments, problems);
    Catalogs catalogs = Catalogs.load(source);
    steps.ifPresent(
        cases -> cases.forEach(step -> catalogs.priors().create(step.prior(), problems)));
    UserProblems.requireNone(problems);
    PluginWarnings.print(catalogs, terminal);
    Session session = new Session(benchmark.orElseThrow(), arguments.has(JSON), terminal);
    if (kinds.contains(STEP)) {
      session.time(steps.orElseThrow(), catalogs.priors());
    }
    if (kinds.contains(POSTERIOR)) {
      session.time(posteriors.orElseThrow());
    }
  }

  /** Returns what is to be timed. */
  private static List<String> kinds(Arguments arguments, List<String> problems) {
    List<String> operands = arguments.operands();
    if (operands.isEmpty()) {
      requireKind("", arguments, problems);
      return KINDS;
    }
    String kind = operands.get(0);
    if (operands.size() > 1) {
      problems.add("too many arguments in " + String.join(" ", operands) + "; give one kind");
    }
    if (!KINDS.contains(kind)) {
      problems.add("unknown kind of benchmark " + kind + "; " + NearestName.advice(kind, KINDS));
    } else {
      requireKind(kind, arguments, problems);
    }
    return List.of(kind);
  }

  /** Adds what is given and means nothing to a kind. */
  private static void requireKind(String kind, Arguments arguments, List<String> problems) {
    foreign(STEPS, POSTERIORS)
        .filter(option -> !kind.equals(STEP) && arguments.values().containsKey(option))
        .forEach(option -> problems.add("--" + option + " goes with elbo bench " + STEP));
    foreign(POSTERIORS, STEPS)
        .filter(option -> !kind.equals(POSTERIOR) && arguments.values().containsKey(option))
        .forEach(option -> problems.add("--" + option + " goes with elbo bench " + POSTERIOR));
  }

  /** Returns the options of one that the other does not have. */
  private static Stream<String> foreign(OptionSet<?> of, OptionSet<?> other) {
    List<String> others = other.descriptors().stream().map(OptionDescriptor::name).toList();
    return of.descriptors().stream()
        .map(OptionDescriptor::name)
        .filter(name -> !others.contains(name));
  }

  private static Optional<List<StepCase>> steps(Arguments arguments, List<String> problems) {
    return arguments.of(STEPS).isEmpty()
        ? Optional.of(StepCase.all())
        : STEPS.create(arguments.of(STEPS), problems).map(List::of);
  }

  private static Optional<List<PosteriorCase>> posteriors(
      Arguments arguments, List<String> problems) {
    // What is wrong with the option that both have is told once.
    List<String> own = new ArrayList<>();
    Optional<PosteriorCase> given = POSTERIORS.create(arguments.of(POSTERIORS), own);
    own.stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
    return given.map(
        one ->
            arguments.values().containsKey(LATENT) ? List.of(one) : PosteriorCase.all(one.size()));
  }

  /** Times, and prints what was timed: for programs as soon as it is known. */
  private record Session(Benchmark benchmark, boolean json, Terminal terminal) {

    void time(List<StepCase> cases, Catalog<Prior> priors) {
      DataSet data = TrainingSteps.data();
      List<StepTiming> timings =
          each(
              cases,
              step -> BenchText.name(step),
              (step, progress) -> benchmark.step(step, priors, data, progress),
              timing -> Json.line(timing.json()));
      printText(BenchText.ofSteps(timings));
    }

    void time(List<PosteriorCase> cases) {
      List<PosteriorTiming> timings =
          each(
              cases,
              posterior -> BenchText.name(posterior),
              benchmark::posterior,
              timing -> Json.line(timing.json()));
      printText(BenchText.ofPosteriors(timings));
    }

    private <C, T> List<T> each(
        List<C> cases, Function<C, String> name, Timer<C, T> timer, Function<T, String> line) {
      List<T> timings = new ArrayList<>();
      for (C each : cases) {
        try (Progress progress = Progress.on(terminal)) {
          T timing =
              timer.time(
                  each, (done, total) -> progress.show(name.apply(each), " rounds", done, total));
          timings.add(timing);
          if (json) {
            terminal.out().println(line.apply(timing));
          }
        }
      }
      return timings;
    }

    private void printText(String text) {
      if (!json) {
        terminal.out().print(text);
      }
    }
  }

  /** Times one case. */
  @FunctionalInterface
  private interface Timer<C, T> {
    T time(C each, ProgressListener progress);
  }
}
