package org.elbosurgery.framework.gap;

import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Positive;

/**
 * How a prior without a closed-form fit is fitted to the codes of a trained encoder.
 *
 * @param steps steps of Adam at most
 * @param batch samples in a minibatch; fewer codes are each taken several times
 * @param learningRate Adam's step size at the start
 * @param patience steps without a better held-out cross-entropy after which the step size is
 *     divided by ten, twice, and then the fit ends
 */
public record FitOptions(
    @Option("steps of Adam at most") @Min(1) int steps,
    @Option("samples in a minibatch; fewer codes are each taken several times") @Min(1) int batch,
    @Option("step size of Adam at the start") @Positive double learningRate,
    @Option(
            "steps without a better held-out cross-entropy before the step size is divided by ten;"
                + " the third time the fit ends")
        @Min(1)
        int patience) {

  /** Enough for 500 components or pseudo-inputs on the codes of MNIST, which took 10950 at most. */
  public FitOptions() {
    this(15000, 1000, 1e-2, 150);
  }
}
