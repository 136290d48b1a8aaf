package org.elbosurgery.framework.codes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The surgery of the codes of a model that was trained anywhere.
 *
 * @param name tells the codes apart from others
 * @param train of the training rows, or of all rows there are
 * @param test of the test rows; empty if there are none
 */
public record CodesResult(String name, Surgery train, Optional<Surgery> test) {

  /** Returns the surgery of the rows of a split; empty if there are none. */
  public Optional<Surgery> surgery(Split split) {
    return split == Split.TRAIN ? Optional.of(train) : test;
  }

  /** Returns the name of a split, which is "codes" if there is no other. */
  public String label(Split split) {
    return test.isEmpty() ? "codes" : split.label();
  }

  /** Returns a sentence for each {@linkplain Surgery#warnings impossible} number. */
  public List<String> warnings() {
    return Stream.of(Split.values())
        .flatMap(split -> surgery(split).stream().flatMap(each -> warnings(split, each)))
        .toList();
  }

  private Stream<String> warnings(Split split, Surgery surgery) {
    String where = test.isEmpty() ? "" : split.label() + ": ";
    return surgery.warnings().stream().map(where::concat);
  }
}
