package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.elbosurgery.framework.experiment.ExperimentSpec;

/** Commands in the syntax of a shell. */
final class CommandLine {

  private CommandLine() {}

  /** Quotes words such that a POSIX shell reads each of them as one word. */
  static String of(List<String> words) {
    return words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
  }

  /** Returns the command that repeats a run, with every option. */
  static String of(ExperimentSpec spec) {
    List<String> words = new ArrayList<>(List.of("elbo", "run"));
    spec.values().forEach((name, value) -> words.addAll(List.of("--" + name, value)));
    return of(words);
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
