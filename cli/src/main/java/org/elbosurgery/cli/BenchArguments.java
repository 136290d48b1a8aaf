package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.timing.Benchmark;
import org.elbosurgery.framework.timing.PosteriorCase;
import org.elbosurgery.framework.timing.SampledPosteriors;
import org.elbosurgery.framework.timing.StepCase;

/**
 * What to time.
 *
 * @param arguments the arguments
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
        .filter(option -> !names(STEPS).contains(option.name())) // common to both kinds
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

  /** Returns the kinds of jobs to time: the one that is named, or all. */
  List<String> kinds() {
    return arguments.operands().isEmpty() ? KINDS : arguments.operands().subList(0, 1);
  }

  /**
   * Checks that at most one kind is named, and that it exists.
   *
   * @throws ElboException USER if not
   */
  void requireKnownKind() {
    List<String> operands = arguments.operands();
    Problems problems = Problems.user();
    if (operands.size() > 1) {
      problems.add("too many arguments in " + String.join(" ", operands) + "; give one kind");
    }
    for (String kind : kinds()) {
      if (!KINDS.contains(kind)) {
        problems.add("unknown kind of benchmark " + kind + "; " + NearestName.advice(kind, KINDS));
      }
    }
    problems.requireNone();
  }

  /**
   * Checks that no option is given that only the other kind has, or whose value is given by the
   * codes.
   *
   * @throws ElboException USER if there is one, with a problem for each
   */
  void requireFitting() {
    Problems problems = Problems.user();
    if (!kinds().equals(List.of(STEP))) {
      List<String> own = names(STEPS);
      own.removeAll(names(POSTERIORS));
      problems.addAll(refused(own, " goes with elbo bench " + STEP));
    }
    if (!kinds().equals(List.of(POSTERIOR))) {
      List<String> own = names(POSTERIORS);
      own.removeAll(names(STEPS));
      own.add(CODES);
      problems.addAll(refused(own, " goes with elbo bench " + POSTERIOR));
    } else if (arguments.values().containsKey(CODES)) {
      problems.addAll(refused(names(POSTERIORS), " is what the codes have; leave it out"));
    }
    problems.requireNone();
  }

  private static List<String> names(OptionSet<?> options) {
    return options.descriptors().stream()
        .map(OptionDescriptor::name)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private List<String> refused(List<String> options, String why) {
    return options.stream()
        .filter(arguments.values()::containsKey)
        .map(option -> "--" + option + why)
        .toList();
  }

  /**
   * Returns how to time.
   *
   * @throws ElboException USER if an option is not allowed
   */
  Benchmark benchmark() {
    return BENCHMARK.create(arguments.of(BENCHMARK));
  }

  /**
   * Returns the step described by the options, or all standard cases.
   *
   * @throws ElboException USER if an option is not allowed
   */
  List<StepCase> steps() {
    return arguments.of(STEPS).isEmpty()
        ? StepCase.all()
        : List.of(STEPS.create(arguments.of(STEPS)));
  }

  /**
   * Returns the posteriors described by the options, or all standard cases.
   *
   * @throws ElboException USER if an option is not allowed, or the codes cannot be read
   */
  List<Supplier<SampledPosteriors>> posteriors() {
    if (arguments.values().containsKey(CODES)) {
      Posteriors own = PosteriorsFile.read(UserPath.of(CODES, arguments.values().get(CODES)));
      return List.of(() -> SampledPosteriors.of(own, 1));
    }
    return made(cases(POSTERIORS.create(arguments.of(POSTERIORS))));
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
