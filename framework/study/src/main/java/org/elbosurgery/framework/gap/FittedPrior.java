package org.elbosurgery.framework.gap;

import java.util.Locale;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.framework.graph.Parameters;

/**
 * A prior fitted to codes, and the course of the fit.
 *
 * @param density the prior with the best parameters
 * @param parameters the fitted parameters; none if there is nothing to fit
 * @param steps the number of steps
 * @param bestStep the step after which the held-out cross-entropy was smallest; 0 if never smaller
 *     than at the start
 * @param initialCrossEntropy of the held-out codes with the initial prior, in nats
 * @param bestCrossEntropy of the held-out codes with the fitted prior, in nats
 * @param end why the fit ended
 */
public record FittedPrior(
    Distribution density,
    Parameters parameters,
    int steps,
    int bestStep,
    double initialCrossEntropy,
    double bestCrossEntropy,
    End end) {

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
