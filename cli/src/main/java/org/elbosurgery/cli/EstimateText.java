package org.elbosurgery.cli;

import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.number.NumberText;

/** Estimates as text for a terminal. */
final class EstimateText {

  private EstimateText() {}

  /** Formats an estimate, such as {@code 5.64341 +- 0.00051}. */
  static String of(Estimate estimate) {
    return NumberText.ASCII.of(estimate);
  }

  /** Formats a difference, always with its sign. */
  static String signed(Estimate difference) {
    return NumberText.ASCII.signed(difference);
  }

  /**
   * Formats the log normaliser of a prior, which is 0 for a density; empty if it was not checked or
   * the check failed.
   */
  static Optional<String> logNormalizer(Optional<DensityCheck> density) {
    return density
        .filter(check -> check.failure().isEmpty())
        .map(check -> check.logNormalizer().map(EstimateText::of).orElse("not determined"));
  }

  /** Formats a share, given as a fraction, in per cent. */
  static String percent(Estimate share) {
    return NumberText.ASCII.percent(share);
  }

  /** Formats a value without an error. */
  static String exact(double value) {
    return NumberText.plain(value);
  }
}
