package org.elbosurgery.framework.gap;

import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Positive;

/**
 * How a prior without a closed-form fit is fitted to the codes of a trained encoder.
 *
 * @param steps the largest number of steps of Adam
 * @param batch samples in a minibatch; if there are fewer codes, each is used several times
 * @param learningRate Adam's initial step size
 * @param patience steps without a better held-out cross-entropy after which the step size is
 *     divided by ten the first two times, and the fit ends the third time
 * @param starts the number of starts, of which the best fit is kept; see {@link FitStart}
 */
public record FitOptions(
    @Option("largest number of steps of Adam") @Min(1) int steps,
    @Option("samples in a minibatch; if there are fewer codes, each is used several times") @Min(1)
        int batch,
    @Option("initial step size of Adam") @Positive double learningRate,
    @Option(
            "steps without a better held-out cross-entropy before the step size is divided by ten;"
                + " the third time the fit ends")
        @Min(1)
        int patience,
    @Option(
            "starts of a fit, of which the best is kept: as given, then other starts that the prior"
                + " knows, then other random numbers")
        @Min(1)
        @Max(100)
        int starts) {

  /**
   * Enough for 500 components or pseudo-inputs on the codes of MNIST, which took up to 10950 steps.
   */
  public FitOptions() {
    this(15000, 1000, 1e-2, 150, 2);
  }

  /**
   * Returns the step before which the held-out codes are to be evaluated next.
   *
   * @param step the number of steps taken
   */
  int nextEvaluation(int step) {
    return Math.min(steps, step + Math.min(FitCodes.INTERVAL, patience));
  }
}
