package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Problems;

/**
 * The arguments of a command that runs experiments: their options, and a folder, either a new one
 * or one to resume.
 *
 * @param arguments the arguments
 */
record ExperimentArguments(Arguments arguments) {

  private static final String OUT = "out";
  private static final String RESUME = "resume";

  /** The flag for output to programs. */
  static final Flag JSON = new Flag("json", "print one JSON object, for programs");

  /** The option for a new folder. */
  static final OptionDescriptor NEW_FOLDER =
      new OptionDescriptor(
          OUT, "folder for everything that is written", "folder", "new or empty", "under runs/");

  /** The option of commands on finished runs whose data may have been moved. */
  static final OptionDescriptor MOVED_DATA =
      ExperimentSpec.DATA.as(
          "new place of the data, which must be those of the run", "where they were");

  /** Returns the option for the folder of what was begun earlier. */
  static OptionDescriptor resumeOption(String description) {
    return new OptionDescriptor(RESUME, description, "folder", "", "");
  }

  /** Returns the problems of the arguments themselves. */
  Problems problems(Command command) {
    Problems problems = Problems.user(arguments.problems());
    if (!arguments.operands().isEmpty()) {
      problems.add(
          "unexpected argument "
              + arguments.operands().get(0)
              + "; elbo "
              + command.name()
              + " takes options only");
    }
    return problems;
  }

  /**
   * Checks that no new folder is given for what is resumed.
   *
   * @param what what is resumed, such as "run"
   */
  void requireOneFolder(String what, Problems problems) {
    if (resume().isPresent() && out().isPresent()) {
      problems.add("give --resume or --out, not both: a " + what + " stays in its folder");
    }
  }

  /** Returns the new folder; empty if none is given. */
  Optional<Path> out() {
    return path(OUT);
  }

  /** Returns the folder to resume; empty if a new one is requested. */
  Optional<Path> resume() {
    return path(RESUME);
  }

  private Optional<Path> path(String option) {
    return Optional.ofNullable(arguments.values().get(option))
        .map(text -> UserPath.of(option, text));
  }

  /** Returns the given options of the experiment. */
  Map<String, String> options() {
    return arguments.without(OUT, RESUME);
  }

  /**
   * Checks that the options given now agree with the earlier ones.
   *
   * @param differences one sentence for each option that differs
   * @param what what was started earlier, such as "run"
   * @throws ElboException USER if there are differences, with all of them
   */
  static void requireSame(List<String> differences, String what) {
    Problems problems = Problems.user(differences);
    if (!differences.isEmpty()) {
      problems.add(
          "a "
              + what
              + " continues with the options it was started with; leave these out, or start a new "
              + what);
    }
    problems.requireNone();
  }
}
