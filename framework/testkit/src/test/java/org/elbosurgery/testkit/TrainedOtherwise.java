package org.elbosurgery.testkit;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.NumberedRows;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.State;
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

  /**
   * A Gaussian times the acceptance a(z) = sigmoid(s z_1), whose normaliser, 1/2, is estimated.
   *
   * @param counted whether the normaliser is divided by when the prior is frozen
   * @param samples by which it is estimated then
   */
  private record Accepted(
      GraphScope scope,
      SDVariable slope,
      State logNormalizer,
      SDVariable noise,
      boolean counted,
      int samples)
      implements BoundPrior {

    static Accepted bind(GraphScope scope, boolean counted, int samples) {
      return new Accepted(
          scope,
          scope.parameter("slope", Nd4j.ones(1, 1)),
          scope.state("log-normalizer", Nd4j.scalar(-1.0)),
          scope.noise("proposals", 100, scope.latentSize()),
          counted,
          samples);
    }

    private SDVariable acceptance(SDVariable z) {
      SDVariable first = z.getSameDiff().math().tanh(z).mul(slope);
      return z.getSameDiff().nn().sigmoid(Reduction.sumOfRows(first));
    }

    private SDVariable unnormalised(SDVariable z) {
      SDVariable logAcceptance = z.getSameDiff().math().log(acceptance(z));
      return LogProbability.standardGaussian(z).add(logAcceptance);
    }

    @Override
    public SDVariable logProb(SDVariable z) {
      return unnormalised(z).sub(logNormalizer.value());
    }

    @Override
    public SDVariable trainingLogProb(SDVariable z, SDVariable rows) {
      SDVariable estimate = z.getSameDiff().math().log(Reduction.mean(acceptance(noise)));
      logNormalizer.afterStep(logNormalizer.value().mul(0.9).add(estimate.mul(0.1)));
      return unnormalised(z).sub(estimate);
    }

    @Override
    public Distribution freeze(GraphValues values, RandomStream random) {
      var acceptances = values.function(this::acceptance);
      var formula = values.function(this::unnormalised);
      Distribution gaussian = DiagonalGaussianMixture.standard(scope.latentSize());
      INDArray estimates = acceptances.apply(gaussian.sample(samples, random));
      double mean = estimates.meanNumber().doubleValue();
      double error = estimates.stdNumber().doubleValue() / Math.sqrt(samples) / mean;
      double log = counted ? Math.log(mean) : 0;
      return new Distribution() {
        @Override
        public int dimensions() {
          return scope.latentSize();
        }

        @Override
        public double logNormalizerError() {
          return error;
        }

        @Override
        public INDArray logProb(INDArray z) {
          return formula.apply(z).sub(log);
        }

        @Override
        public INDArray sample(int n, RandomStream stream) {
          double[][] accepted = new double[n][];
          for (int i = 0; i < n; ) {
            INDArray z = gaussian.sample(n, stream);
            INDArray a = acceptances.apply(z);
            for (int k = 0; k < n && i < n; k++) {
              if (stream.nextDouble() < a.getDouble(k)) {
                accepted[i++] = z.getRow(k).toDoubleVector();
              }
            }
          }
          return Nd4j.createFromArray(accepted);
        }
      };
    }
  }

  @Plugin(name = "right-accepted", summary = "a Gaussian that is accepted in part")
  public record RightAccepted() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return Accepted.bind(scope, true, 40_000);
    }
  }

  @Plugin(name = "wrong-accepted", summary = "a Gaussian that is accepted in part, unnormalised")
  public record ForgottenNormalizer() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return Accepted.bind(scope, false, 40_000);
    }
  }

  @Plugin(name = "wrong-uncertain", summary = "a Gaussian accepted in part, counted carelessly")
  public record Uncertain() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return Accepted.bind(scope, true, 10);
    }
  }
}
