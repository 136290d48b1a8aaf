package org.elbosurgery.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;

/**
 * What is wrong with the numbers that a command prints: shown with them, and with {@code --strict}
 * the failure of the command once everything is printed and saved.
 *
 * @param sentences one each; none where nothing is wrong that can be seen
 */
record ResultWarnings(List<String> sentences) {

  /** The flag that makes a warning a failure. */
  static final Flag STRICT =
      new Flag(
          "strict", "exit with code 4 if a result has a warning, once all is printed and saved");

  /** Copies the sentences. */
  ResultWarnings {
    sentences = List.copyOf(sentences);
  }

  /** Returns the lines that follow a table; of none an empty text. */
  String text() {
    return sentences.isEmpty()
        ? ""
        : sentences.stream()
            .map(sentence -> "warning: " + sentence + "\n")
            .collect(Collectors.joining("", "\n", ""));
  }

  /** Prints them apart from the result, which is for programs. */
  void print(Terminal terminal) {
    sentences.forEach(sentence -> terminal.err().println("elbo: warning: " + sentence));
  }

  /**
   * Ends a command that has printed and saved everything.
   *
   * @throws ElboException NUMERIC if there are any and {@code --strict} is given
   */
  void end(Arguments arguments) {
    if (arguments.has(STRICT) && !sentences.isEmpty()) {
      String count = sentences.size() == 1 ? "a warning" : sentences.size() + " warnings";
      throw ElboException.numeric("--strict: the result has " + count);
    }
  }
}
