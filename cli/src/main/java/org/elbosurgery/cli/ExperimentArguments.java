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
 * The arguments of a command that runs experiments: their options, and the folder it works in, a
 * new one or one to go on with.
 *
 * @param arguments what the user gave
 */
record ExperimentArguments(Arguments arguments) {

  private static final String OUT = "out";
  private static final String RESUME = "resume";

  /** The flag for programs. */
  static final Flag JSON = new Flag("json", "print one JSON object, for programs");

  /**
   * Returns the options that name the folder.
   *
   * @param what what is in it, such as "run"
   */
  static List<OptionDescriptor> folderOptions(String what) {
    return List.of(
        new OptionDescriptor(
            OUT, "folder to leave everything in", "folder", "new or empty", "under runs/"),
        new OptionDescriptor(
            RESUME, "go on with the " + what + " in this folder, bit for bit", "folder", "", ""));
  }

  /** The option of commands that work on finished runs, whose data may be elsewhere by now. */
  static final OptionDescriptor MOVED_DATA =
      ExperimentSpec.DATA.as(
          "where the data are now; they must be those of the run", "where they were");

  /** Returns what is wrong with the arguments as such. */
  Problems problems(Command command, String what) {
    Problems problems = Problems.user(arguments.problems());
    if (!arguments.operands().isEmpty()) {
      problems.add(
          "unexpected argument "
              + arguments.operands().get(0)
              + "; elbo "
              + command.name()
              + " takes options only");
    }
    if (resume().isPresent() && out().isPresent()) {
      problems.add("give --resume or --out, not both: a " + what + " stays in its folder");
    }
    return problems;
  }

  /** Returns the new folder to work in; empty where none is named. */
  Optional<Path> out() {
    return path(OUT);
  }

  /** Returns the folder to go on in; empty where a new one is asked for. */
  Optional<Path> resume() {
    return path(RESUME);
  }

  private Optional<Path> path(String option) {
    return Optional.ofNullable(arguments.values().get(option))
        .map(text -> UserPath.of(option, text));
  }

  /** Returns the options of the experiment that are given. */
  Map<String, String> options() {
    return arguments.without(OUT, RESUME);
  }

  /**
   * Requires that the options given now are those of then.
   *
   * @param differences one sentence an option; none if they agree
   * @param what what was started then, such as "run"
   * @throws ElboException USER with all of them, if they do not
   */
  static void requireSame(List<String> differences, String what) {
    Problems problems = Problems.user(differences);
    if (!differences.isEmpty()) {
      problems.add(
          "a "
              + what
              + " goes on with the options it was started with; leave these out, or start a new "
              + what);
    }
    problems.requireNone();
  }
}
