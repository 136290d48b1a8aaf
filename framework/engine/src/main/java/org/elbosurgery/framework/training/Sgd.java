package org.elbosurgery.framework.training;

import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.plan.Update;

/**
 * Stochastic gradient descent: b = momentum b + g, and the step is rate b, or with Nesterov's
 * momentum rate (g + momentum b). As in PyTorch, the rate is outside the momentum.
 *
 * @param momentum the share of the last step that is kept
 * @param nesterov whether to use Nesterov's momentum
 */
@Plugin(
    name = "sgd",
    summary = "steps by the gradient, optionally with momentum",
    reference = "Sutskever et al. 2013, On the importance of initialization and momentum")
public record Sgd(
    @Option("share of the last step that is kept") @Min(0) @Max(0.999999) double momentum,
    @Option("whether to use Nesterov's momentum") boolean nesterov)
    implements Optimizer {

  /**
   * Checks the options against each other.
   *
   * @throws IllegalArgumentException if Nesterov's momentum has a momentum of 0
   */
  public Sgd {
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("nesterov needs momentum; give momentum, too");
    }
  }

  /** Has no momentum. */
  public Sgd() {
    this(0, false);
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public Update update(double rate, int iteration) {
    float kept = (float) momentum;
    float step = (float) rate;
    return (gradient, parameter, state, from, n) -> {
      float[] last = state[0];
      for (int i = 0; i < n; i++) {
        int at = from + i;
        last[at] = kept * last[at] + gradient[i];
        parameter[i] -= step * (nesterov ? gradient[i] + kept * last[at] : last[at]);
      }
    };
  }

  @Override
  public String toString() {
    return PluginSpec.of(this).toString();
  }
}
