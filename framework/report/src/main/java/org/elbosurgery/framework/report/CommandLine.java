package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.elbosurgery.framework.experiment.ExperimentSpec;

/** Commands as a shell takes them. */
final class CommandLine {

  private CommandLine() {}

  /** Writes words so that a POSIX shell reads each of them as one. */
  static String of(List<String> words) {
    return words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
  }

  /** Returns the command that makes a run again, every option said. */
  static String of(ExperimentSpec spec) {
    List<String> words = new ArrayList<>(List.of("elbo", "run"));
    spec.values().forEach((name, value) -> words.addAll(List.of("--" + name, value)));
    return of(words);
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
