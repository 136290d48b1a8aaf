package org.elbosurgery.framework.gap;

import java.util.Locale;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.framework.graph.Parameters;

/**
 * A prior fitted to codes, and how the fit went.
 *
 * @param density the prior with the best parameters
 * @param parameters what was fitted; none where there is nothing to fit
 * @param steps steps that were made
 * @param bestStep the step after which the held-out cross-entropy was least; 0 if never less than
 *     at the start
 * @param initialCrossEntropy of the held-out codes with the prior as it starts, in nats
 * @param bestCrossEntropy of the held-out codes with the prior as it is, in nats
 * @param end why it ended
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
    /** The best parameters are known without a step, from all codes. */
    CLOSED_FORM,
    /** Nothing was gained any more. */
    NO_GAIN,
    /** There were no more steps to make: it may not have converged. */
    STEPS;

    /** Returns the name in words, as it is written in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
