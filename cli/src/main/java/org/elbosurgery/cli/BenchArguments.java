package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.option.UserProblems;
import org.elbosurgery.framework.timing.Benchmark;
import org.elbosurgery.framework.timing.PosteriorCase;
import org.elbosurgery.framework.timing.SampledPosteriors;
import org.elbosurgery.framework.timing.StepCase;

/**
 * What is to be timed.
 *
 * @param arguments what the user gave
 */
record BenchArguments(Arguments arguments) {

  static final String STEP = "step";
  static final String POSTERIOR = "posterior";

  private static final List<String> KINDS = List.of(STEP, POSTERIOR);
  private static final String CODES = "codes";
  private static final OptionSet<StepCase> STEPS = OptionSet.of(StepCase.class);
  private static final OptionSet<PosteriorCase> POSTERIORS = OptionSet.of(PosteriorCase.class);
  private static final String LATENT = STEPS.option("latent").name();
  private static final OptionSet<Benchmark> BENCHMARK = OptionSet.of(Benchmark.class);

  /** Returns the options that take a value. */
  static List<OptionDescriptor> options() {
    List<OptionDescriptor> options = new ArrayList<>(STEPS.descriptors());
    POSTERIORS.descriptors().stream()
        .filter(option -> !names(STEPS).contains(option.name())) // of both kinds
        .forEach(options::add);
    options.add(
        new OptionDescriptor(
            CODES,
            "of a posterior: an .npz file with mean and log_var, [N, d] each, instead of made-up"
                + " codes",
            "file",
            "",
            ""));
    options.addAll(BENCHMARK.descriptors());
    return options;
  }

  /** Returns what kinds of jobs are timed: the one that is named, or all. */
  List<String> kinds(List<String> problems) {
    List<String> operands = arguments.operands();
    if (operands.size() > 1) {
      problems.add("too many arguments in " + String.join(" ", operands) + "; give one kind");
    }
    if (operands.isEmpty()) {
      return KINDS;
    }
    String kind = operands.get(0);
    if (!KINDS.contains(kind)) {
      problems.add("unknown kind of benchmark " + kind + "; " + NearestName.advice(kind, KINDS));
    }
    return List.of(kind);
  }

  /** Adds a problem for each option that only the other kind has, or that codes tell already. */
  void requireFitting(List<String> kinds, List<String> problems) {
    if (!kinds.equals(List.of(STEP))) {
      List<String> own = names(STEPS);
      own.removeAll(names(POSTERIORS));
      refuse(own, " goes with elbo bench " + STEP, problems);
    }
    if (!kinds.equals(List.of(POSTERIOR))) {
      List<String> own = names(POSTERIORS);
      own.removeAll(names(STEPS));
      own.add(CODES);
      refuse(own, " goes with elbo bench " + POSTERIOR, problems);
    } else if (arguments.values().containsKey(CODES)) {
      refuse(names(POSTERIORS), " is what the codes have; leave it out", problems);
    }
  }

  private static List<String> names(OptionSet<?> options) {
    return options.descriptors().stream()
        .map(OptionDescriptor::name)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private void refuse(List<String> options, String why, List<String> problems) {
    options.stream()
        .filter(arguments.values()::containsKey)
        .forEach(option -> problems.add("--" + option + why));
  }

  /** Returns how it is timed; empty if there is a problem. */
  Optional<Benchmark> benchmark(List<String> problems) {
    return BENCHMARK.create(arguments.of(BENCHMARK), problems);
  }

  /**
   * Returns the one step that is described, or all that are watched; empty if there is a problem.
   */
  Optional<List<StepCase>> steps(List<String> problems) {
    return arguments.of(STEPS).isEmpty()
        ? Optional.of(StepCase.all())
        : STEPS.create(arguments.of(STEPS), problems).map(List::of);
  }

  /** Returns the codes of the one posterior that is described, or of all that are watched. */
  Optional<List<Supplier<SampledPosteriors>>> posteriors(List<String> problems) {
    if (arguments.values().containsKey(CODES)) {
      String file = arguments.values().get(CODES);
      Optional<Posteriors> posteriors =
          UserProblems.collect(problems, () -> PosteriorsFile.read(UserPath.of(CODES, file)));
      return posteriors.map(own -> List.of(() -> SampledPosteriors.of(own, 1)));
    }
    List<String> found = new ArrayList<>();
    Optional<PosteriorCase> given = POSTERIORS.create(arguments.of(POSTERIORS), found);
    found.removeAll(problems); // of the option that steps have too
    problems.addAll(found);
    return given.map(this::cases).map(BenchArguments::made);
  }

  private List<PosteriorCase> cases(PosteriorCase given) {
    return arguments.values().containsKey(LATENT)
        ? List.of(given)
        : PosteriorCase.all(given.size());
  }

  private static List<Supplier<SampledPosteriors>> made(List<PosteriorCase> cases) {
    return cases.stream().map(each -> (Supplier<SampledPosteriors>) each::posteriors).toList();
  }
}
