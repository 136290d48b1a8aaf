package org.elbosurgery.testkit;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Priors with one mistake each: of their frozen density or its samples. */
public final class WrongDensities {

  private WrongDensities() {}

  @Plugin(name = "wrong-estimated", summary = "has a constant that is estimated badly")
  public record EstimatedConstant() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return MadeBinding.sampledBy(
          MadeDensity.standard(scope), z -> LogProbability.standardGaussian(z).add(0.01));
    }
  }

  @Plugin(name = "wrong-variance", summary = "takes a standard deviation for a variance")
  public record DeviationAsVariance() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable logDeviation = scope.parameter("log-deviation", Nd4j.zeros(1, scope.latentSize()));
      return new MadeBinding(
          z -> LogProbability.diagonalGaussian(z, z.mul(0), logDeviation.mul(2)),
          values -> {
            double[] spread = values.of(logDeviation).data().asDouble();
            return MadeDensity.of(
                new DiagonalGaussianMixture(new double[1], new double[spread.length], spread));
          });
    }
  }

  @Plugin(name = "wrong-unnormalised", summary = "leaves log 2 pi out")
  public record Unnormalised() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return MadeBinding.sampledBy(
          MadeDensity.standard(scope),
          z -> Reduction.sumOfRows(z.getSameDiff().math().square(z)).mul(-0.5));
    }
  }

  @Plugin(name = "wrong-determinant", summary = "a flow whose log-determinant has the wrong sign")
  public record WrongDeterminant() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      RightPriors.Flow flow = RightPriors.Flow.of(scope, new RightPriors.Coupling());
      UnaryOperator<SDVariable> wrong = z -> flow.logProb(z).add(flow.logScales(z).mul(2));
      return new MadeBinding(
          wrong,
          values ->
              new RightPriors.FrozenFlow(
                  flow.dimensions(), values.function(wrong), values.function(flow::generate)));
    }
  }

  @Plugin(name = "wrong-constant", summary = "has a constant that is right for two dimensions")
  public record ConstantOfThePlane() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      double missing = 0.5 * Math.log(2 * Math.PI) * Math.max(0, scope.latentSize() - 2);
      return MadeBinding.sampledBy(
          MadeDensity.standard(scope), z -> LogProbability.standardGaussian(z).add(missing));
    }
  }

  @Plugin(name = "wrong-following", summary = "freezes to the parameters as they will be")
  public record FollowsTraining() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable mean = scope.parameter("mean", Nd4j.zeros(1, scope.latentSize()));
      return new MadeBinding(
          z -> LogProbability.standardGaussian(z.sub(mean)),
          values ->
              new MadeDensity(
                  scope.latentSize(),
                  z -> MadeDensity.gaussian(values.of(mean), 0).logProb(z),
                  (n, random) -> MadeDensity.gaussian(values.of(mean), 0).sample(n, random)));
    }
  }

  @Plugin(name = "wrong-transposed", summary = "gives a column a sample")
  public record Transposed() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      Distribution standard = MadeDensity.standard(scope);
      return new MadeBinding(
          LogProbability::standardGaussian,
          values ->
              new MadeDensity(
                  scope.latentSize(),
                  standard::logProb,
                  (n, random) -> standard.sample(n, random).transpose()));
    }
  }

  @Plugin(name = "wrong-first-components", summary = "samples its first components only")
  public record FirstComponents() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      Distribution all = MadeDensity.lumps(scope, -3, 0, 3);
      Distribution first = MadeDensity.lumps(scope, -3, 0);
      return new MadeBinding(
          z -> MadeDensity.jointLumps(z, -3, 0, 3),
          values -> new MadeDensity(scope.latentSize(), all::logProb, first::sample));
    }
  }

  @Plugin(name = "wrong-factorised", summary = "mixes each dimension by itself")
  public record Factorised() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      int d = scope.latentSize();
      return MadeBinding.sampledBy(
          MadeDensity.lumps(scope, -2, 2),
          z -> Reduction.sumOfRows(MadeDensity.jointLumps(z.reshape(-1, 1), -2, 2).reshape(-1, d)));
    }
  }

  @Plugin(name = "wrong-random", summary = "samples from the global generator")
  public record GlobalRandom() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      int d = scope.latentSize();
      return new MadeBinding(
          LogProbability::standardGaussian,
          values ->
              new MadeDensity(
                  d,
                  MadeDensity.standard(scope)::logProb,
                  (n, random) -> Nd4j.randn(DataType.DOUBLE, n, d)));
    }
  }
}
