package org.elbosurgery.testkit;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.NumberedRows;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.BoundDiagonalGaussianMixture;
import org.elbosurgery.api.graph.LeaveOneOut;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.MixtureWeights;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Priors that are trained by another density than the reported one, rightly and wrongly. */
public final class TrainedOtherwise {

  private static final int COMPONENTS = 4;

  private TrainedOtherwise() {}

  /**
   * A mixture of unit-variance Gaussians at four encoded training rows.
   *
   * @param numbering the numbers by which the own component is found, from the right ones
   * @param tilt by how much the trained log-density leans to one side, 0 to be right
   */
  private static BoundPrior rows(GraphScope scope, UnaryOperator<INDArray> numbering, double tilt) {
    NumberedRows drawn = scope.trainingRows(COMPONENTS);
    SDVariable numbers = scope.constant("numbers", numbering.apply(drawn.numbers()));
    SDVariable means = scope.encode(scope.constant("rows", drawn.values())).mean();
    SDVariable logVariances =
        scope.constant("log-variances", Nd4j.zeros(COMPONENTS, scope.latentSize()));
    SDVariable logWeights = MixtureWeights.UNIFORM.bind(scope, COMPONENTS);
    BoundPrior all = new BoundDiagonalGaussianMixture(COMPONENTS, logWeights, means, logVariances);
    return new BoundPrior() {
      @Override
      public SDVariable logProb(SDVariable z) {
        return all.logProb(z);
      }

      @Override
      public SDVariable trainingLogProb(SDVariable z, SDVariable rows) {
        SDVariable others = LeaveOneOut.logWeights(rows, numbers);
        return LogProbability.diagonalGaussianMixture(z, others, means, logVariances)
            .add(Reduction.sumOfRows(z).mul(tilt));
      }

      @Override
      public Distribution freeze(GraphValues values, RandomStream random) {
        return all.freeze(values, random);
      }
    };
  }

  @Plugin(name = "right-rows", summary = "encoded training rows, but not the own one")
  public record RightRows() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return rows(scope, UnaryOperator.identity(), 0);
    }
  }

  @Plugin(name = "wrong-nothing-out", summary = "leaves no component out")
  public record NothingOut() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return rows(scope, numbers -> numbers.add(0.5), 0);
    }
  }

  @Plugin(name = "wrong-another-out", summary = "leaves out another component than the own")
  public record AnotherOut() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return rows(scope, numbers -> Nd4j.reverse(numbers.dup()), 0);
    }
  }

  @Plugin(name = "wrong-tilted", summary = "is trained by a density that leans to one side")
  public record Tilted() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return rows(scope, UnaryOperator.identity(), 0.125);
    }
  }
}
