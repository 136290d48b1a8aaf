package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The best of the fits of a prior from several starts, by the cross-entropy of the held-out codes.
 *
 * @param prior the best fit
 * @param start the number of its start, from 0
 * @param starts all starts, in their order
 */
public record BestFit(FittedPrior prior, int start, List<Start> starts) {

  /** Copies the starts. */
  public BestFit {
    starts = List.copyOf(starts);
  }

  /**
   * A start, and where the fit from it has ended.
   *
   * @param name what distinguishes it
   * @param crossEntropy of the held-out codes with the fitted prior, in nats; empty if the fit
   *     failed
   */
  public record Start(String name, OptionalDouble crossEntropy) {}
}
