package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;

/**
 * The warnings about the numbers that a command prints. They are shown with the numbers, and with
 * {@code --strict} they make the command fail after everything is printed and saved.
 *
 * @param sentences one for each warning
 */
record ResultWarnings(List<String> sentences) {

  /** The flag that makes a warning a failure. */
  static final Flag STRICT =
      new Flag(
          "strict",
          "exit with code 4 if a result has a warning, after everything is printed and saved");

  /** Copies the sentences. */
  ResultWarnings {
    sentences = List.copyOf(sentences);
  }

  /** Returns the warnings about the results of runs, each with its run. */
  static <R> ResultWarnings of(
      List<R> results, Function<R, Path> run, Function<R, List<String>> warnings) {
    return new ResultWarnings(
        results.stream()
            .flatMap(
                result ->
                    warnings.apply(result).stream().map(text -> run.apply(result) + ": " + text))
            .toList());
  }

  /** Returns the lines that follow a table; empty if there are no warnings. */
  String text() {
    return sentences.isEmpty()
        ? ""
        : sentences.stream()
            .map(sentence -> "warning: " + sentence + "\n")
            .collect(Collectors.joining("", "\n", ""));
  }

  /** Prints the warnings separately from the result, which is for programs. */
  void print(Terminal terminal) {
    sentences.forEach(sentence -> terminal.err().println("elbo: warning: " + sentence));
  }

  /**
   * Ends a command that has printed and saved everything.
   *
   * @throws ElboException NUMERIC if there are warnings and {@code --strict} is given
   */
  void end(Arguments arguments) {
    if (arguments.has(STRICT) && !sentences.isEmpty()) {
      String count = sentences.size() == 1 ? "a warning" : sentences.size() + " warnings";
      throw ElboException.numeric("--strict: the result has " + count);
    }
  }
}
