package org.elbosurgery.testkit;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.State;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Priors whose normaliser is estimated, rightly and wrongly. */
public final class EstimatedNormalizers {

  private EstimatedNormalizers() {}

  /** The logarithm of a normaliser, and the standard error that is stated of it. */
  private record LogNormalizer(double value, double error) {}

  /** How a normaliser is estimated when the prior is frozen. */
  @FunctionalInterface
  private interface Counting {

    LogNormalizer of(
        UnaryOperator<INDArray> acceptance, Distribution gaussian, RandomStream random);

    /** Averages the acceptance of proposals. */
    static Counting proposals(int samples) {
      return (acceptance, gaussian, random) -> {
        INDArray accepted = acceptance.apply(gaussian.sample(samples, random));
        double mean = accepted.meanNumber().doubleValue();
        double deviation = accepted.stdNumber().doubleValue();
        return new LogNormalizer(Math.log(mean), deviation / Math.sqrt(samples) / mean);
      };
    }
  }

  /** A Gaussian times the acceptance a(z) = sigmoid(s sum_j tanh z_j), whose normaliser is 1/2. */
  private record Accepted(
      GraphScope scope, SDVariable slope, State logNormalizer, SDVariable noise, Counting counting)
      implements BoundPrior {

    static Accepted bind(GraphScope scope, Counting counting) {
      return new Accepted(
          scope,
          scope.parameter("slope", Nd4j.ones(1, 1)),
          scope.state("log-normalizer", Nd4j.scalar(-1.0)),
          scope.noise("proposals", 100, scope.latentSize()),
          counting);
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
      LogNormalizer normalizer = counting.of(acceptances, gaussian, random);
      return new Distribution() {
        @Override
        public int dimensions() {
          return scope.latentSize();
        }

        @Override
        public double logNormalizerError() {
          return normalizer.error();
        }

        @Override
        public INDArray logProb(INDArray z) {
          return formula.apply(z).sub(normalizer.value());
        }

        @Override
        public INDArray sample(int n, RandomStream stream) {
          double[][] accepted = new double[n][];
          for (int i = 0; i < n; ) {
            INDArray z = gaussian.sample(n, stream);
            double[] values = z.data().asDouble();
            double[] a = acceptances.apply(z).data().asDouble();
            int d = dimensions();
            for (int k = 0; k < n && i < n; k++) {
              if (stream.nextDouble() < a[k]) {
                accepted[i++] = Arrays.copyOfRange(values, k * d, (k + 1) * d);
              }
            }
          }
          return Nd4j.createFromArray(accepted);
        }
      };
    }
  }

  private static final Counting MANY = Counting.proposals(10_000);

  @Plugin(name = "right-accepted", summary = "a Gaussian that is accepted in part")
  public record RightAccepted() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return Accepted.bind(scope, MANY);
    }
  }

  @Plugin(name = "wrong-accepted", summary = "a Gaussian that is accepted in part, unnormalised")
  public record ForgottenNormalizer() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return Accepted.bind(
          scope,
          (acceptance, gaussian, random) ->
              new LogNormalizer(0, MANY.of(acceptance, gaussian, random).error()));
    }
  }

  @Plugin(name = "wrong-uncertain", summary = "a Gaussian accepted in part, counted carelessly")
  public record Uncertain() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return Accepted.bind(scope, Counting.proposals(10));
    }
  }

  /**
   * As a resampled prior was once written: right for the parameters it starts with, and 1 nat too
   * high everywhere when training had learned to accept the proposals by which it is judged.
   */
  @Plugin(name = "wrong-frozen-proposals", summary = "counts the same proposals every time")
  public record FrozenProposals() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return Accepted.bind(
          scope,
          (acceptance, gaussian, random) -> MANY.of(acceptance, gaussian, RandomStream.of(1)));
    }
  }

  @Plugin(name = "wrong-understated", summary = "states a fifth of the normaliser's error")
  public record Understated() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      Counting few = Counting.proposals(4000);
      return Accepted.bind(
          scope,
          (acceptance, gaussian, random) -> {
            LogNormalizer right = few.of(acceptance, gaussian, random);
            return new LogNormalizer(right.value(), right.error() / 5);
          });
    }
  }

  @Plugin(name = "wrong-slope", summary = "freezes to a slope that is 5 % steeper")
  public record OtherSlope() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      Accepted right = Accepted.bind(scope, MANY);
      BoundPrior steeper =
          new Accepted(scope, right.slope.mul(1.05), right.logNormalizer, right.noise, MANY);
      return new MadeBinding(right::logProb, values -> steeper.freeze(values, RandomStream.of(1)));
    }
  }

  /**
   * A prior that is trained by a density that leans to one side.
   *
   * @param formula its log p(z)
   */
  private record Leaning(Accepted right, UnaryOperator<SDVariable> formula) implements BoundPrior {
    @Override
    public SDVariable logProb(SDVariable z) {
      return formula.apply(z);
    }

    @Override
    public SDVariable trainingLogProb(SDVariable z, SDVariable rows) {
      SDVariable lean = Reduction.sumOfRows(z.getSameDiff().math().tanh(z)).mul(0.05);
      return right.trainingLogProb(z, rows).add(lean);
    }

    @Override
    public Distribution freeze(GraphValues values, RandomStream random) {
      return right.freeze(values, random);
    }
  }

  @Plugin(name = "wrong-leaning", summary = "is trained by a density that leans to one side")
  public record LeaningTraining() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      Accepted right = Accepted.bind(scope, MANY);
      return new Leaning(right, right::logProb);
    }
  }

  /** Its state has 20 numbers, all zero, which can explain any lean at fewer codes. */
  @Plugin(name = "wrong-leaning-states", summary = "leans to one side, with a state of 20 numbers")
  public record LeaningStates() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      int n = 20;
      SDVariable heights = scope.state("heights", Nd4j.zeros(1, n)).value();
      SDVariable rates = scope.constant("rates", Nd4j.linspace(1, n, n).reshape(1, n));
      Accepted right = Accepted.bind(scope, MANY);
      return new Leaning(
          right,
          z -> {
            SDVariable phases = Reduction.sumOfRows(z).reshape(-1, 1).mul(rates);
            SDVariable waves = z.getSameDiff().math().sin(phases).mul(heights);
            return right.logProb(z).add(Reduction.sumOfRows(waves));
          });
    }
  }
}
