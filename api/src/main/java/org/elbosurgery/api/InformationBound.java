package org.elbosurgery.api;

import java.util.Locale;
import java.util.Optional;

/**
 * On which side of the true value the expectation of an estimated index-code mutual information
 * lies. Since average KL = mutual information + marginal KL, the marginal KL lies on the other
 * side.
 *
 * @since 0.1.0
 */
public enum InformationBound {
  /** On neither side: the estimate is of the value itself, and its error is due to sampling. */
  NONE,
  /** Not above the true value; the marginal KL is an upper bound. */
  LOWER,
  /** Not below the true value; the marginal KL is a lower bound. */
  UPPER;

  /** Returns which bound the marginal KL is. */
  public InformationBound ofMarginalKl() {
    return switch (this) {
      case NONE -> NONE;
      case LOWER -> UPPER;
      case UPPER -> LOWER;
    };
  }

  /** Returns the name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns a sentence that says which bounds the terms are; empty if they are not bounds.
   *
   * @return such as "The mutual information is a lower bound, the marginal KL an upper bound."
   */
  public Optional<String> sentence() {
    return this == NONE
        ? Optional.empty()
        : Optional.of(
            "The mutual information is %s bound, the marginal KL %s bound."
                .formatted(article(), ofMarginalKl().article()));
  }

  private String article() {
    return this == UPPER ? "an upper" : "a lower";
  }
}
