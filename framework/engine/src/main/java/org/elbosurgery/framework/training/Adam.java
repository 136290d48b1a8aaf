package org.elbosurgery.framework.training;

import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Positive;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.plan.Update;
import org.elbosurgery.framework.simd.Arithmetic;

/**
 * Adam: m += (1 - b1)(g - m), v += (1 - b2)(g^2 - v), and the step is rate sqrt(1 - b2^t) / (1 -
 * b1^t) m / (sqrt(v) + e), the form at the end of section 2 of the paper.
 *
 * @param beta1 b1, the decay rate of the mean gradient
 * @param beta2 b2, the decay rate of the mean squared gradient
 * @param epsilon e, which prevents division by 0
 */
@Plugin(
    name = "adam",
    summary = "steps by the mean gradient, divided by the root of the mean squared gradient",
    reference = "Kingma and Ba 2015, Adam: a method for stochastic optimization")
public record Adam(
    @Option("decay rate of the mean gradient") @Min(0) @Max(0.999999) double beta1,
    @Option("decay rate of the mean squared gradient") @Min(0) @Max(0.999999) double beta2,
    @Option("added to the root of the mean squared gradient") @Positive double epsilon)
    implements Optimizer {

  /** The values of the paper. */
  public Adam() {
    this(0.9, 0.999, 1e-8);
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public Update update(double rate, int iteration) {
    int t = iteration + 1;
    double corrected = rate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
    float first = (float) (1 - beta1);
    float second = (float) (1 - beta2);
    return (gradient, parameter, state, from, n) ->
        Arithmetic.FASTEST.adam(
            gradient,
            parameter,
            state[0],
            state[1],
            from,
            first,
            second,
            (float) corrected,
            (float) epsilon,
            n);
  }

  @Override
  public String toString() {
    return PluginSpec.of(this).toString();
  }
}
