package org.elbosurgery.framework.gap;

import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Positive;

/**
 * How a prior is fitted to the codes of a trained encoder.
 *
 * @param epochs passes over the codes at most
 * @param batch codes in a minibatch
 * @param learningRate Adam's step size at the start
 * @param patience epochs without a better held-out cross-entropy after which the step size is
 *     divided by ten, twice, and then the fit ends
 */
public record FitOptions(
    @Option("passes over the codes at most") @Min(1) int epochs,
    @Option("codes in a minibatch") @Min(1) int batch,
    @Option("step size of Adam at the start") @Positive double learningRate,
    @Option(
            "epochs without a better held-out cross-entropy before the step size is divided by ten;"
                + " the third time the fit ends")
        @Min(1)
        int patience) {

  /** Enough for 500 components or pseudo-inputs on the codes of MNIST, which took 219 at most. */
  public FitOptions() {
    this(300, 1000, 1e-2, 3);
  }
}
