package org.elbosurgery.framework.training;

import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Positive;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.plan.Update;

/**
 * Adamax: m += (1 - b1)(g - m), u = max(b2 u, |g| + e), and the step is rate / (1 - b1^t) m / u.
 *
 * @param beta1 b1, the decay rate of the mean gradient
 * @param beta2 b2, the decay rate of the largest gradient
 * @param epsilon e, which prevents division by 0
 */
@Plugin(
    name = "adamax",
    summary = "steps by the mean gradient, divided by the largest of the recent gradients",
    reference = "Kingma and Ba 2015, Adam: a method for stochastic optimization, section 7.1")
public record Adamax(
    @Option("decay rate of the mean gradient") @Min(0) @Max(0.999999) double beta1,
    @Option("decay rate of the largest gradient") @Min(0) @Max(0.999999) double beta2,
    @Option("added to the size of each gradient") @Positive double epsilon)
    implements Optimizer {

  /** The values of the paper. */
  public Adamax() {
    this(0.9, 0.999, 1e-8);
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public Update update(double rate, int iteration) {
    float corrected = (float) (rate / (1 - Math.pow(beta1, iteration + 1)));
    float first = (float) (1 - beta1);
    float kept = (float) beta2;
    float least = (float) epsilon;
    return (gradient, parameter, state, from, n) -> {
      float[] mean = state[0];
      float[] largest = state[1];
      for (int i = 0; i < n; i++) {
        int at = from + i;
        mean[at] += first * (gradient[i] - mean[at]);
        largest[at] = Math.max(kept * largest[at], Math.abs(gradient[i]) + least);
        parameter[i] -= corrected * mean[at] / largest[at];
      }
    };
  }

  @Override
  public String toString() {
    return PluginSpec.of(this).toString();
  }
}
