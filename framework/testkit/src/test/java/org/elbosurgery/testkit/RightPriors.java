package org.elbosurgery.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Positive;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Affine;
import org.elbosurgery.api.graph.CrossEntropy;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Priors that are right and hard to examine. */
public final class RightPriors {

  private RightPriors() {}

  private static SDVariable exp(SDVariable x) {
    return x.getSameDiff().math().exp(x);
  }

  /** N((0.3, ...), scale^2 I), the mean learned: narrower than any lattice that is laid blindly. */
  @Plugin(name = "right-narrow", summary = "a Gaussian of a given width")
  public record Narrow(@Option("standard deviation") @Positive double scale) implements Prior {
    public Narrow() {
      this(0.07);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      INDArray ones = Nd4j.ones(1, scope.latentSize());
      SDVariable mean = scope.parameter("mean", ones.mul(0.3));
      SDVariable logVariance = scope.constant("log-variance", ones.mul(2 * Math.log(scale)));
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return LogProbability.diagonalGaussian(z, mean, logVariance);
        }

        @Override
        public Optional<SDVariable> crossEntropy(Posterior q) {
          return Optional.of(CrossEntropy.diagonalGaussian(q, mean, logVariance));
        }

        @Override
        public Distribution freeze(GraphValues values, RandomStream random) {
          return new DiagonalGaussianMixture(
              new double[1],
              values.of(mean).data().asDouble(),
              values.of(logVariance).data().asDouble());
        }
      };
    }
  }

  /**
   * Affine coupling (Dinh, Sohl-Dickstein and Bengio 2017): noise e ~ N(0, I) becomes z in steps
   * that scale and shift some dimensions by a network of the others. Its density and its samples
   * are two formulas in the graph.
   */
  @Plugin(name = "right-coupling", summary = "a normalizing flow of two affine couplings")
  public record Coupling(
      @Option("hidden units of each network") @Min(1) int units,
      @Option("size of the logarithms of the scales") @Positive double sharpness)
      implements Prior {
    public Coupling() {
      this(64, 1);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      return Flow.of(scope, this);
    }
  }

  /** One coupling: the dimensions that the mask leaves out are scaled and shifted. */
  record Step(
      SDVariable mask,
      SDVariable others,
      SDVariable in,
      SDVariable bias,
      SDVariable scale,
      SDVariable shift) {

    static Step of(GraphScope scope, Coupling prior, int parity) {
      int units = prior.units();
      int d = scope.latentSize();
      double[][] mask = new double[1][d];
      Arrays.setAll(mask[0], j -> j % 2 == parity ? 1 : 0);
      INDArray kept = Nd4j.createFromArray(mask);
      return new Step(
          scope.constant("mask" + parity, kept),
          scope.constant("others" + parity, kept.rsub(1)),
          weights(scope, "in" + parity, d, units, 1),
          scope.parameter("bias" + parity, Nd4j.zeros(1, units)),
          weights(scope, "scale" + parity, units, d, prior.sharpness()),
          weights(scope, "shift" + parity, units, d, 1));
    }

    private static SDVariable weights(GraphScope scope, String name, int in, int out, double size) {
      float[] values = scope.random().named(name).gaussians(in * out);
      return scope.parameter(
          name, Nd4j.create(values, new long[] {in, out}, 'c').mul(size / Math.sqrt(in)));
    }

    private SDVariable hidden(SDVariable x) {
      return Activation.TANH.apply(Affine.map(x.mul(mask), in, bias));
    }

    private SDVariable times(SDVariable x, SDVariable weights) {
      return Affine.map(x, weights, mask.mul(0)).mul(others);
    }

    /** log of the factor of each dimension; 0 where the mask keeps it. */
    SDVariable logScale(SDVariable x) {
      return times(hidden(x), scale);
    }

    SDVariable forward(SDVariable e) {
      return e.mul(exp(logScale(e))).add(times(hidden(e), shift));
    }

    SDVariable backward(SDVariable z) {
      return z.sub(times(hidden(z), shift)).mul(exp(logScale(z).neg()));
    }
  }

  record Flow(Step first, Step second, int dimensions) implements BoundPrior {

    static Flow of(GraphScope scope, Coupling prior) {
      return new Flow(Step.of(scope, prior, 0), Step.of(scope, prior, 1), scope.latentSize());
    }

    @Override
    public SDVariable logProb(SDVariable z) {
      SDVariable e = first.backward(second.backward(z));
      return LogProbability.standardGaussian(e).sub(logScales(z));
    }

    /** Returns the log-determinant of the map from noise to z. */
    SDVariable logScales(SDVariable z) {
      return Reduction.sumOfRows(second.logScale(z).add(first.logScale(second.backward(z))));
    }

    SDVariable generate(SDVariable e) {
      return second.forward(first.forward(e));
    }

    @Override
    public Distribution freeze(GraphValues values, RandomStream random) {
      return new FrozenFlow(
          dimensions, values.function(this::logProb), values.function(this::generate));
    }
  }

  record FrozenFlow(
      int dimensions, UnaryOperator<INDArray> formula, UnaryOperator<INDArray> generator)
      implements Distribution {

    @Override
    public INDArray logProb(INDArray z) {
      return formula.apply(z);
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      return generator.apply(DiagonalGaussianMixture.standard(dimensions).sample(n, random));
    }
  }
}
