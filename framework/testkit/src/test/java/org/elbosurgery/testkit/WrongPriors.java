package org.elbosurgery.testkit;

import java.util.Optional;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;
import org.nd4j.linalg.factory.Nd4j;

/** Priors with one mistake each: of their options, their formulas in the graph, their start. */
public final class WrongPriors {

  private WrongPriors() {}

  @Plugin(name = "wrong-undescribed", summary = "has an option without a description")
  public record Undescribed(int components) implements Prior {
    public Undescribed() {
      this(1);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      return MadeBinding.sampledBy(MadeDensity.standard(scope), LogProbability::standardGaussian);
    }
  }

  @Plugin(name = "wrong-unlisted", summary = "is in no service file")
  public record Unlisted() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return MadeBinding.sampledBy(MadeDensity.standard(scope), LogProbability::standardGaussian);
    }
  }

  @Plugin(name = "wrong-untried", summary = "has an option whose values cannot be guessed")
  public record Untried(@Option("a word") String word) implements Prior {
    public Untried() {
      this("some");
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      return MadeBinding.sampledBy(MadeDensity.standard(scope), LogProbability::standardGaussian);
    }
  }

  @Plugin(name = "wrong-credulous", summary = "takes any number of components")
  public record Credulous(@Option("number of components") int components) implements Prior {
    public Credulous() {
      this(2);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      double[] all = new double[components]; // fails for -1, and for 0 later
      SDVariable shift = scope.constant("shift", Nd4j.create(1, all.length));
      return MadeBinding.sampledBy(
          MadeDensity.standard(scope),
          z -> LogProbability.standardGaussian(z.add(Reduction.sumOfRows(shift).reshape(1, 1))));
    }
  }

  @Plugin(name = "wrong-summing", summary = "gives one number for the whole batch")
  public record Summing() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new MadeBinding(
          z -> Reduction.mean(LogProbability.standardGaussian(z)),
          values -> MadeDensity.of(MadeDensity.standard(scope)));
    }
  }

  @Plugin(name = "wrong-batch-summing", summary = "gives every row the sum over the batch")
  public record BatchSumming() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new MadeBinding(
          z -> {
            SDVariable rows = LogProbability.standardGaussian(z);
            return rows.mul(0).add(Reduction.sumOfRows(rows.reshape(1, -1)));
          },
          values -> MadeDensity.of(MadeDensity.standard(scope)));
    }
  }

  @Plugin(name = "wrong-underflowing", summary = "takes the logarithm of a density")
  public record Underflowing() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new MadeBinding(
          z ->
              z.getSameDiff()
                  .math()
                  .log(z.getSameDiff().math().exp(LogProbability.standardGaussian(z).div(40)))
                  .mul(40),
          values -> MadeDensity.of(MadeDensity.standard(scope)));
    }
  }

  @Plugin(name = "wrong-leaky", summary = "names an operation")
  public record LeakyNames() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return MadeBinding.sampledBy(
          MadeDensity.standard(scope), z -> LogProbability.standardGaussian(z).rename("log-prob"));
    }
  }

  @Plugin(name = "wrong-unscoped", summary = "declares a variable without its scope")
  public record Unscoped() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SameDiff graph = scope.constant("zero", Nd4j.zeros(1, 1)).getSameDiff();
      SDVariable zero = graph.constant("nothing", Nd4j.zeros(DataType.DOUBLE, 1, 1));
      return MadeBinding.sampledBy(
          MadeDensity.standard(scope),
          z -> LogProbability.standardGaussian(z.add(zero.castTo(z.dataType()))));
    }
  }

  @Plugin(name = "wrong-gradient", summary = "has a parameter that nothing flows back to")
  public record Stopped() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable mean = scope.parameter("mean", Nd4j.zeros(1, scope.latentSize()));
      SDVariable fixed = new StopGradient(mean.getSameDiff(), mean).outputVariable();
      return new MadeBinding(
          z -> LogProbability.standardGaussian(z.sub(fixed)),
          values -> MadeDensity.of(MadeDensity.gaussian(values.of(mean), 0)));
    }
  }

  @Plugin(name = "wrong-cross-entropy", summary = "has the closed form of another distribution")
  public record OtherCrossEntropy() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      DiagonalGaussianMixture lump = MadeDensity.lumps(scope, 0.5);
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return LogProbability.standardGaussian(z.sub(0.5));
        }

        @Override
        public Optional<SDVariable> crossEntropy(Posterior q) {
          return Optional.of(standardCrossEntropy(q, 0));
        }

        @Override
        public Distribution freeze(GraphValues values, RandomStream random) {
          return lump;
        }
      };
    }
  }

  /** Returns -E_q[log p(z)] of N(0, I) with something added. */
  private static SDVariable standardCrossEntropy(Posterior q, double more) {
    SDVariable variance = q.mean().getSameDiff().math().exp(q.logVariance());
    SDVariable square = q.mean().getSameDiff().math().square(q.mean());
    return Reduction.sumOfRows(variance.add(square).add(Math.log(2 * Math.PI))).mul(0.5).add(more);
  }

  @Plugin(name = "wrong-cross-constant", summary = "has a closed form for two dimensions")
  public record CrossEntropyOfThePlane() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      double missing = 0.5 * Math.log(2 * Math.PI) * Math.max(0, scope.latentSize() - 2);
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return LogProbability.standardGaussian(z);
        }

        @Override
        public Optional<SDVariable> crossEntropy(Posterior q) {
          return Optional.of(standardCrossEntropy(q, -missing));
        }

        @Override
        public Distribution freeze(GraphValues values, RandomStream random) {
          return MadeDensity.standard(scope);
        }
      };
    }
  }

  @Plugin(name = "wrong-frozen-cross-entropy", summary = "freezes to two distributions")
  public record OtherFrozenCrossEntropy() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      Distribution lump = MadeDensity.lumps(scope, 0.5);
      Distribution standard = MadeDensity.standard(scope);
      return new MadeBinding(
          z -> LogProbability.standardGaussian(z.sub(0.5)),
          values ->
              new Distribution() {
                @Override
                public int dimensions() {
                  return lump.dimensions();
                }

                @Override
                public INDArray logProb(INDArray z) {
                  return lump.logProb(z);
                }

                @Override
                public INDArray sample(int n, RandomStream random) {
                  return lump.sample(n, random);
                }

                @Override
                public Optional<INDArray> crossEntropy(Posteriors posteriors) {
                  return standard.crossEntropy(posteriors);
                }
              });
    }
  }

  @Plugin(name = "wrong-drawing", summary = "draws random numbers in its formula")
  public record Drawing() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new MadeBinding(
          z ->
              LogProbability.standardGaussian(z)
                  .add(z.getSameDiff().random().normal(0, 1, z.dataType(), 1)),
          values -> MadeDensity.of(MadeDensity.standard(scope)));
    }
  }

  @Plugin(name = "wrong-start", summary = "starts from the global generator")
  public record GlobalStart() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable mean = scope.parameter("mean", Nd4j.randn(1, scope.latentSize()));
      return new MadeBinding(
          z -> LogProbability.standardGaussian(z.sub(mean)),
          values -> MadeDensity.of(MadeDensity.gaussian(values.of(mean), 0)));
    }
  }

  @Plugin(name = "wrong-throwing", summary = "throws when it is asked for its log-density")
  public record Throwing() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new MadeBinding(
          z -> {
            throw new UnsupportedOperationException("not yet");
          },
          values -> MadeDensity.of(MadeDensity.standard(scope)));
    }
  }

  @Plugin(name = "wrong-null", summary = "returns null")
  public record Null() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new MadeBinding(z -> null, values -> MadeDensity.of(MadeDensity.standard(scope)));
    }
  }
}
