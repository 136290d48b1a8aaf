package org.elbosurgery.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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

/** Priors with one mistake each. */
public final class WrongPriors {

  private WrongPriors() {}

  /** A binding made of its two methods. */
  private record Bound(
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
  }

  /** A density made of its two methods. */
  private record Numeric(
      int dimensions,
      UnaryOperator<INDArray> formula,
      BiFunction<Integer, RandomStream, INDArray> sampler)
      implements Distribution {

    @Override
    public INDArray logProb(INDArray z) {
      return formula.apply(z);
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      return sampler.apply(n, random);
    }

    /** Returns a density without its closed form. */
    static Numeric of(Distribution density) {
      return new Numeric(density.dimensions(), density::logProb, density::sample);
    }
  }

  /** Returns a binding that freezes to its own formula, with samples of another density. */
  private static Bound sampledBy(Distribution sampled, Function<SDVariable, SDVariable> formula) {
    return new Bound(
        formula,
        values ->
            new Numeric(sampled.dimensions(), values.function(formula::apply), sampled::sample));
  }

  private static Distribution standard(GraphScope scope) {
    return DiagonalGaussianMixture.standard(scope.latentSize());
  }

  /** Unit-variance Gaussians of like weight, all of whose coordinates are those given. */
  private static DiagonalGaussianMixture lumps(GraphScope scope, double... centres) {
    int d = scope.latentSize();
    double[] mean = new double[centres.length * d];
    Arrays.setAll(mean, i -> centres[i / d]);
    return new DiagonalGaussianMixture(new double[centres.length], mean, new double[mean.length]);
  }

  /** log of the average of N(z; c, I), c one of the centres in every dimension, for each row. */
  private static SDVariable jointLumps(SDVariable z, double... centres) {
    SDVariable[] terms = new SDVariable[centres.length];
    for (int k = 0; k < centres.length; k++) {
      terms[k] = LogProbability.standardGaussian(z.sub(centres[k])).reshape(-1, 1);
    }
    return Reduction.logSumExpOfRows(z.getSameDiff().concat(1, terms))
        .sub(Math.log(centres.length));
  }

  @Plugin(name = "wrong-undescribed", summary = "has an option without a description")
  public record Undescribed(int components) implements Prior {
    public Undescribed() {
      this(1);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      return sampledBy(standard(scope), LogProbability::standardGaussian);
    }
  }

  @Plugin(name = "wrong-unlisted", summary = "is in no service file")
  public record Unlisted() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return sampledBy(standard(scope), LogProbability::standardGaussian);
    }
  }

  @Plugin(name = "wrong-untried", summary = "has an option whose values cannot be guessed")
  public record Untried(@Option("a word") String word) implements Prior {
    public Untried() {
      this("some");
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      return sampledBy(standard(scope), LogProbability::standardGaussian);
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
      return sampledBy(
          standard(scope),
          z -> LogProbability.standardGaussian(z.add(Reduction.sumOfRows(shift).reshape(1, 1))));
    }
  }

  @Plugin(name = "wrong-summing", summary = "gives one number for the whole batch")
  public record Summing() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new Bound(
          z -> Reduction.mean(LogProbability.standardGaussian(z)),
          values -> Numeric.of(standard(scope)));
    }
  }

  @Plugin(name = "wrong-batch-summing", summary = "gives every row the sum over the batch")
  public record BatchSumming() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new Bound(
          z -> {
            SDVariable rows = LogProbability.standardGaussian(z);
            return rows.mul(0).add(Reduction.sumOfRows(rows.reshape(1, -1)));
          },
          values -> Numeric.of(standard(scope)));
    }
  }

  @Plugin(name = "wrong-underflowing", summary = "takes the logarithm of a density")
  public record Underflowing() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new Bound(
          z ->
              z.getSameDiff()
                  .math()
                  .log(z.getSameDiff().math().exp(LogProbability.standardGaussian(z).div(40)))
                  .mul(40),
          values -> Numeric.of(standard(scope)));
    }
  }

  @Plugin(name = "wrong-leaky", summary = "names an operation")
  public record LeakyNames() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return sampledBy(standard(scope), z -> LogProbability.standardGaussian(z).rename("log-prob"));
    }
  }

  @Plugin(name = "wrong-unscoped", summary = "declares a variable without its scope")
  public record Unscoped() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SameDiff graph = scope.constant("zero", Nd4j.zeros(1, 1)).getSameDiff();
      SDVariable zero = graph.constant("nothing", Nd4j.zeros(DataType.DOUBLE, 1, 1));
      return sampledBy(
          standard(scope), z -> LogProbability.standardGaussian(z.add(zero.castTo(z.dataType()))));
    }
  }

  @Plugin(name = "wrong-gradient", summary = "has a parameter that nothing flows back to")
  public record Stopped() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable mean = scope.parameter("mean", Nd4j.zeros(1, scope.latentSize()));
      SDVariable fixed = new StopGradient(mean.getSameDiff(), mean).outputVariable();
      return new Bound(
          z -> LogProbability.standardGaussian(z.sub(fixed)),
          values -> Numeric.of(gaussian(values.of(mean), 0)));
    }
  }

  @Plugin(name = "wrong-cross-entropy", summary = "has the closed form of another distribution")
  public record OtherCrossEntropy() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      DiagonalGaussianMixture lump = lumps(scope, 0.5);
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
          return standard(scope);
        }
      };
    }
  }

  @Plugin(name = "wrong-frozen-cross-entropy", summary = "freezes to two distributions")
  public record OtherFrozenCrossEntropy() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      Distribution lump = lumps(scope, 0.5);
      Distribution standard = standard(scope);
      return new Bound(
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

  @Plugin(name = "wrong-estimated", summary = "has a constant that is estimated badly")
  public record EstimatedConstant() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return sampledBy(standard(scope), z -> LogProbability.standardGaussian(z).add(0.01));
    }
  }

  @Plugin(name = "wrong-drawing", summary = "draws random numbers in its formula")
  public record Drawing() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new Bound(
          z ->
              LogProbability.standardGaussian(z)
                  .add(z.getSameDiff().random().normal(0, 1, z.dataType(), 1)),
          values -> Numeric.of(standard(scope)));
    }
  }

  private static DiagonalGaussianMixture gaussian(INDArray mean, double logVariance) {
    double[] values = mean.dup('c').data().asDouble();
    double[] spread = new double[values.length];
    Arrays.fill(spread, logVariance);
    return new DiagonalGaussianMixture(new double[1], values, spread);
  }

  @Plugin(name = "wrong-variance", summary = "takes a standard deviation for a variance")
  public record DeviationAsVariance() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable logDeviation = scope.parameter("log-deviation", Nd4j.zeros(1, scope.latentSize()));
      return new Bound(
          z -> LogProbability.diagonalGaussian(z, z.mul(0), logDeviation.mul(2)),
          values -> {
            double[] spread = values.of(logDeviation).data().asDouble();
            return Numeric.of(
                new DiagonalGaussianMixture(new double[1], new double[spread.length], spread));
          });
    }
  }

  @Plugin(name = "wrong-unnormalised", summary = "leaves log 2 pi out")
  public record Unnormalised() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return sampledBy(
          standard(scope), z -> Reduction.sumOfRows(z.getSameDiff().math().square(z)).mul(-0.5));
    }
  }

  @Plugin(name = "wrong-determinant", summary = "a flow whose log-determinant has the wrong sign")
  public record WrongDeterminant() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      RightPriors.Flow flow = RightPriors.Flow.of(scope, new RightPriors.Coupling());
      UnaryOperator<SDVariable> wrong = z -> flow.logProb(z).add(flow.logScales(z).mul(2));
      return new Bound(
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
      return sampledBy(standard(scope), z -> LogProbability.standardGaussian(z).add(missing));
    }
  }

  @Plugin(name = "wrong-following", summary = "freezes to the parameters as they will be")
  public record FollowsTraining() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable mean = scope.parameter("mean", Nd4j.zeros(1, scope.latentSize()));
      return new Bound(
          z -> LogProbability.standardGaussian(z.sub(mean)),
          values ->
              new Numeric(
                  scope.latentSize(),
                  z -> gaussian(values.of(mean), 0).logProb(z),
                  (n, random) -> gaussian(values.of(mean), 0).sample(n, random)));
    }
  }

  @Plugin(name = "wrong-transposed", summary = "gives a column a sample")
  public record Transposed() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      Distribution standard = standard(scope);
      return new Bound(
          LogProbability::standardGaussian,
          values ->
              new Numeric(
                  scope.latentSize(),
                  standard::logProb,
                  (n, random) -> standard.sample(n, random).transpose()));
    }
  }

  @Plugin(name = "wrong-first-components", summary = "samples its first components only")
  public record FirstComponents() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      Distribution all = lumps(scope, -3, 0, 3);
      Distribution first = lumps(scope, -3, 0);
      return new Bound(
          z -> jointLumps(z, -3, 0, 3),
          values -> new Numeric(scope.latentSize(), all::logProb, first::sample));
    }
  }

  @Plugin(name = "wrong-factorised", summary = "mixes each dimension by itself")
  public record Factorised() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      int d = scope.latentSize();
      return sampledBy(
          lumps(scope, -2, 2),
          z -> Reduction.sumOfRows(jointLumps(z.reshape(-1, 1), -2, 2).reshape(-1, d)));
    }
  }

  @Plugin(name = "wrong-start", summary = "starts from the global generator")
  public record GlobalStart() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable mean = scope.parameter("mean", Nd4j.randn(1, scope.latentSize()));
      return new Bound(
          z -> LogProbability.standardGaussian(z.sub(mean)),
          values -> Numeric.of(gaussian(values.of(mean), 0)));
    }
  }

  @Plugin(name = "wrong-random", summary = "samples from the global generator")
  public record GlobalRandom() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      int d = scope.latentSize();
      return new Bound(
          LogProbability::standardGaussian,
          values ->
              new Numeric(
                  d, standard(scope)::logProb, (n, random) -> Nd4j.randn(DataType.DOUBLE, n, d)));
    }
  }

  @Plugin(name = "wrong-throwing", summary = "throws when it is asked for its log-density")
  public record Throwing() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new Bound(
          z -> {
            throw new UnsupportedOperationException("not yet");
          },
          values -> Numeric.of(standard(scope)));
    }
  }

  @Plugin(name = "wrong-null", summary = "returns null")
  public record Null() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return new Bound(z -> null, values -> Numeric.of(standard(scope)));
    }
  }
}
