package org.elbosurgery.testkit;

import java.util.function.Function;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** A binding made of its two methods. */
record MadeBinding(
    Function<SDVariable, SDVariable> formula, Function<GraphValues, Distribution> frozen)
    implements BoundPrior {

  @Override
  public SDVariable logProb(SDVariable z) {
    return formula.apply(z);
  }

  @Override
  public Distribution freeze(GraphValues values, RandomStream random) {
    return frozen.apply(values);
  }

  /** Returns a binding that freezes to its own formula, with samples of another density. */
  static MadeBinding sampledBy(Distribution sampled, Function<SDVariable, SDVariable> formula) {
    return new MadeBinding(
        formula,
        values ->
            new MadeDensity(
                sampled.dimensions(), values.function(formula::apply), sampled::sample));
  }
}
