package org.elbosurgery.docs;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

// tag::bound[]
/**
 * A Laplace prior in a graph. It offers no closed form of its cross-entropy with a Gaussian, so the
 * average KL is sampled.
 *
 * @param scale b
 * @param dimensions d
 */
record BoundLaplace(double scale, int dimensions) implements BoundPrior {

  /** -sum_j (|z_j| / b + log 2 b). */
  @Override
  public SDVariable logProb(SDVariable z) {
    SDVariable distance = z.getSameDiff().math().abs(z).div(scale);
    return Reduction.sumOfRows(distance.add(Math.log(2 * scale))).neg();
  }

  @Override
  public Density freeze(GraphValues values) {
    return new Frozen(scale, dimensions, values.function(this::logProb));
  }

  /** The same as numbers: {@code formula} evaluates {@link #logProb} in the graph. */
  private record Frozen(double scale, int dimensions, UnaryOperator<INDArray> formula)
      implements Density {

    @Override
    public INDArray logProb(INDArray z) {
      return formula.apply(z);
    }

    /** A fair sign, and a size that is exponential: -b log(1 - u) with u uniform on [0, 1). */
    @Override
    public INDArray sample(int n, RandomStream random) {
      double[][] z = new double[n][dimensions];
      for (double[] row : z) {
        for (int j = 0; j < dimensions; j++) {
          double size = -scale * Math.log1p(-random.nextDouble());
          row[j] = random.nextInt(2) == 0 ? size : -size;
        }
      }
      return Nd4j.createFromArray(z);
    }
  }
}
// end::bound[]
