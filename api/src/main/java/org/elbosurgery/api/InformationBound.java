package org.elbosurgery.api;

import java.util.Locale;
import java.util.Optional;

/**
 * On which side of the true value the expectation of an estimated index-code mutual information
 * lies, if on one. Since average KL = mutual information + marginal KL, the marginal KL lies on the
 * other side.
 *
 * @since 0.1.0
 */
public enum InformationBound {
  /** On neither side: the estimate is of the value itself, and its error is due to sampling. */
  NONE,
  /** Not above the true value; the marginal KL is an upper bound. */
  LOWER,
  /** Not below the true value; the marginal KL is a lower bound. */
  UPPER,
  /**
   * On a side that is not known or depends on the posteriors: a monitor, whose error by sampling
   * says nothing about its bias. The average KL is estimated by its value all the same.
   */
  BIASED;

  /** Returns which bound the marginal KL is. */
  public InformationBound ofMarginalKl() {
    return switch (this) {
      case NONE -> NONE;
      case LOWER -> UPPER;
      case UPPER -> LOWER;
      case BIASED -> BIASED;
    };
  }

  /**
   * Returns whether the mutual information may be estimated below what the true value cannot be
   * below, and the marginal KL above.
   */
  public boolean mayFallShort() {
    return this == LOWER || this == BIASED;
  }

  /**
   * Returns whether the mutual information may be estimated above what the true value cannot be
   * above, and the marginal KL below.
   */
  public boolean mayExceed() {
    return this == UPPER || this == BIASED;
  }

  /** Returns the name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns a sentence that says which bounds the terms are, or that they are biased; empty if they
   * are estimates of the values themselves.
   *
   * @return such as "The mutual information is a lower bound, the marginal KL an upper bound."
   */
  public Optional<String> sentence() {
    return switch (this) {
      case NONE -> Optional.empty();
      case LOWER, UPPER ->
          Optional.of(
              "The mutual information is %s bound, the marginal KL %s bound."
                  .formatted(article(), ofMarginalKl().article()));
      case BIASED ->
          Optional.of(
              "The mutual information and the marginal KL are biased, to a side that is not"
                  + " known.");
    };
  }

  private String article() {
    return this == UPPER ? "an upper" : "a lower";
  }
}
