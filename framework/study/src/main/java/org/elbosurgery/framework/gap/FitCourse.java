package org.elbosurgery.framework.gap;

import java.util.Locale;
import java.util.Optional;

/**
 * The course of a fit from one start.
 *
 * @param steps the number of steps
 * @param bestStep the step after which the held-out cross-entropy was smallest; 0 if never smaller
 *     than at the start
 * @param initialCrossEntropy of the held-out codes with the initial prior, in nats
 * @param bestCrossEntropy of the held-out codes with the fitted prior, in nats
 * @param gradient of the mean cross-entropy of the other codes; empty if there was no descent
 * @param end why the fit ended
 */
public record FitCourse(
    int steps,
    int bestStep,
    double initialCrossEntropy,
    double bestCrossEntropy,
    Optional<GradientNorms> gradient,
    End end) {

  /**
   * The norm of the gradient before and after a descent, in nats per unit of the parameters. The
   * noise of its estimate is taken off, so it is 0 where the gradient cannot be told from noise.
   *
   * @param initial with the initial parameters
   * @param best with the fitted parameters
   */
  public record GradientNorms(double initial, double best) {}

  /** Why a fit ended. */
  public enum End {
    /** The best parameters are known in closed form, from all codes. */
    CLOSED_FORM,
    /** The held-out cross-entropy did not improve any more. */
    NO_GAIN,
    /** The steps were used up: the fit may not have converged. */
    STEPS;

    /** Returns the name in words, as it is written in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
