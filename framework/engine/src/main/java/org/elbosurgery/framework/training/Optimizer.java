package org.elbosurgery.framework.training;

import java.util.List;
import org.elbosurgery.framework.catalog.RecordChoice;
import org.elbosurgery.framework.plan.Update;

/** The rule by which gradients change parameters, as an option: {@code rmsprop:decay=0.9}. */
public sealed interface Optimizer permits Adam, Adamax, RmsProp, Sgd {

  /** Returns all optimizers. */
  static RecordChoice<Optimizer> all() {
    return RecordChoice.of(
        Optimizer.class, List.of(Adam.class, Adamax.class, RmsProp.class, Sgd.class));
  }

  /**
   * Makes an optimizer.
   *
   * @param text its name, with options that differ from their defaults
   * @throws org.elbosurgery.api.ElboException USER if the name or an option is wrong, with all
   *     problems
   */
  static Optimizer parse(String text) {
    return all().parse(text);
  }

  /** Returns how many numbers the optimizer keeps for each parameter, all initially 0. */
  int states();

  /**
   * Returns the update of one step.
   *
   * @param rate the learning rate
   * @param iteration the number of steps before this one
   */
  Update update(double rate, int iteration);
}
