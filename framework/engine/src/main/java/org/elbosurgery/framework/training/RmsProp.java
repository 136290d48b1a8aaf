package org.elbosurgery.framework.training;

import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Positive;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.plan.Update;

/**
 * RMSprop: v += (1 - a)(g^2 - v), b = momentum b + g / (sqrt(v) + e), and the step is rate b. As in
 * PyTorch, epsilon is added outside the root.
 *
 * @param decay a, the decay rate of the mean squared gradient
 * @param momentum the share of the last step that is kept
 * @param epsilon e, which prevents division by 0
 */
@Plugin(
    name = "rmsprop",
    summary = "steps by the gradient, divided by the root of its mean square",
    reference = "Tieleman and Hinton 2012, Neural Networks for Machine Learning, lecture 6e")
public record RmsProp(
    @Option("decay rate of the mean squared gradient") @Min(0) @Max(0.999999) double decay,
    @Option("share of the last step that is kept") @Min(0) @Max(0.999999) double momentum,
    @Option("added to the root of the mean squared gradient") @Positive double epsilon)
    implements Optimizer {

  /** The defaults of PyTorch. */
  public RmsProp() {
    this(0.99, 0, 1e-8);
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public Update update(double rate, int iteration) {
    float second = (float) (1 - decay);
    float kept = (float) momentum;
    float least = (float) epsilon;
    float step = (float) rate;
    return (gradient, parameter, state, from, n) -> {
      float[] squares = state[0];
      float[] last = state[1];
      for (int i = 0; i < n; i++) {
        int at = from + i;
        float g = gradient[i];
        squares[at] += second * (g * g - squares[at]);
        last[at] = kept * last[at] + g / ((float) Math.sqrt(squares[at]) + least);
        parameter[i] -= step * last[at];
      }
    };
  }

  @Override
  public String toString() {
    return PluginSpec.of(this).toString();
  }
}
