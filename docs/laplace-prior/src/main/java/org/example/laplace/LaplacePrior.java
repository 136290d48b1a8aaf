package org.example.laplace;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Positive;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Independent Laplace distributions around the origin, p(z_j) = exp(-|z_j| / b_j) / (2 b_j), with a
 * learned scale b_j for each dimension.
 *
 * @param scale the scale of every dimension before training
 */
@Plugin(name = "laplace", summary = "Laplace distributions around the origin, scales learned")
public record LaplacePrior(@Option("scale of every dimension at the start") @Positive double scale)
    implements Prior {

  /** The scale that gives unit variance, 2 b^2 = 1. */
  public LaplacePrior() {
    this(Math.sqrt(0.5));
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    INDArray start = Nd4j.ones(DataType.DOUBLE, 1, scope.latentSize()).mul(Math.log(scale));
    return new Bound(scope.parameter("log-scale", start));
  }

  /** The prior in a graph. The logarithm is learned, so that the scale stays positive. */
  private record Bound(SDVariable logScale) implements BoundPrior {

    /** -sum_j (|z_j| / b_j + log b_j + log 2). */
    @Override
    public SDVariable logProb(SDVariable z) {
      var math = z.getSameDiff().math();
      SDVariable distance = math.abs(z).mul(math.exp(logScale.neg()));
      return Reduction.sumOfRows(distance.add(logScale).add(Math.log(2))).neg();
    }

    @Override
    public Distribution freeze(GraphValues values, RandomStream random) {
      return new Frozen(Nd4j.math.exp(values.of(logScale)), values.function(this::logProb));
    }
  }

  /** The prior as numbers: {@code formula} evaluates {@link Bound#logProb} in the graph. */
  private record Frozen(INDArray scale, UnaryOperator<INDArray> formula) implements Distribution {

    @Override
    public int dimensions() {
      return (int) scale.length();
    }

    @Override
    public INDArray logProb(INDArray z) {
      return formula.apply(z);
    }

    /** A fair sign, and a size that is exponential: -b log(1 - u) with u uniform on [0, 1). */
    @Override
    public INDArray sample(int n, RandomStream random) {
      double[][] z = new double[n][dimensions()];
      for (double[] row : z) {
        for (int j = 0; j < row.length; j++) {
          double size = -scale.getDouble(j) * Math.log1p(-random.nextDouble());
          row[j] = random.nextInt(2) == 0 ? size : -size;
        }
      }
      return Nd4j.createFromArray(z);
    }
  }
}
