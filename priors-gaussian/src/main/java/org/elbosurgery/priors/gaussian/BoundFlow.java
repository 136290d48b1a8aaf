package org.elbosurgery.priors.gaussian;

import java.util.List;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Columns;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.ops.SDMath;

/**
 * A flow in a graph: the density of z is the standard Gaussian's at what the flow makes of z, times
 * the determinant of that map.
 *
 * @param dimensions d
 * @param mean {@code [1, d]}
 * @param logScale {@code [1, d]}
 * @param couplings the couplings, of which the first keeps the first half; none if d is 1
 */
record BoundFlow(int dimensions, SDVariable mean, SDVariable logScale, List<Coupling> couplings)
    implements BoundPrior {

  @Override
  public SDVariable logProb(SDVariable z) {
    SDMath math = z.getSameDiff().math();
    SDVariable u = z.sub(mean).mul(math.exp(logScale.neg()));
    SDVariable logDeterminant = Reduction.sumOfRows(logScale).neg();
    if (couplings.isEmpty()) {
      return LogProbability.standardGaussian(u).add(logDeterminant);
    }
    int middle = Halves.size(dimensions, 0);
    SDVariable[] halves = {
      Columns.slice(u, 0, middle), Columns.slice(u, middle, dimensions),
    };
    for (int i = 0; i < couplings.size(); i++) {
      int moved = 1 - i % 2;
      SDVariable hidden = couplings.get(i).hidden(halves[1 - moved]);
      SDVariable log = couplings.get(i).logScale(hidden);
      SDVariable shift = couplings.get(i).shift().apply(hidden);
      halves[moved] = halves[moved].mul(math.exp(log)).add(shift);
      logDeterminant = Reduction.sumOfRows(log).add(logDeterminant);
    }
    return LogProbability.standardGaussian(halves[0])
        .add(LogProbability.standardGaussian(halves[1]))
        .add(logDeterminant);
  }

  @Override
  public Distribution freeze(GraphValues values, RandomStream random) {
    return new FrozenFlow(
        values.of(mean).data().asDouble(),
        values.of(logScale).data().asDouble(),
        couplings.stream().map(coupling -> coupling.freeze(values)).toList());
  }
}
