package org.elbosurgery.framework.gap;

import java.util.Optional;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * What makes the other numbers of a surgery meaningless, or hard to read, and is therefore said
 * before them. Of several the first is said.
 */
public enum Finding {
  /** The numbers have warnings. */
  WARNED("warned"),
  /** The mutual information is below 0.1 nats: the codes say next to nothing about the data. */
  COLLAPSED("collapsed"),
  /** The marginal KL is {@linkplain GapClosed#isGap no gap}. */
  NO_GAP("no gap"),
  /** The mutual information is near log N. */
  SATURATED("saturated");

  /** The smallest mutual information, in nats, of codes that say something about the data. */
  static final double MIN_INFORMATION = 0.1;

  private final String word;

  Finding(String word) {
    this.word = word;
  }

  /** Returns a word for it, which may stand in place of a number. */
  public String word() {
    return word;
  }

  /** Returns the finding about a surgery; empty if nothing is out of the ordinary. */
  public static Optional<Finding> of(Surgery surgery) {
    if (!surgery.warnings().isEmpty()) {
      return Optional.of(WARNED);
    }
    if (surgery.terms().mutualInformation().mean() < MIN_INFORMATION) {
      return Optional.of(COLLAPSED);
    }
    if (!GapClosed.isGap(surgery.terms().marginalKl())) {
      return Optional.of(NO_GAP);
    }
    return new RunGap.SplitGap(surgery.size(), surgery.terms().mutualInformation()).saturated()
        ? Optional.of(SATURATED)
        : Optional.empty();
  }

  /** Returns whether nothing can be said of a share of the gap of such codes. */
  public boolean forbidsShares() {
    return this == WARNED || this == COLLAPSED;
  }
}
