package org.elbosurgery.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;
import org.elbosurgery.framework.gap.Verdict;
import org.elbosurgery.framework.number.NumberText;

/** What results say, in sentences under their table. */
final class VerdictText {

  /** How the numbers of the sentences are written. */
  static final Verdict VERDICT = new Verdict(NumberText.ASCII);

  private VerdictText() {}

  /** Returns a paragraph for each sentence; empty if there are none. */
  static String of(List<String> sentences, Terminal terminal) {
    return sentences.stream()
        .map(sentence -> WordUtils.wrap(sentence, terminal.width(), "\n", false) + "\n")
        .collect(Collectors.joining("", sentences.isEmpty() ? "" : "\n", ""));
  }
}
