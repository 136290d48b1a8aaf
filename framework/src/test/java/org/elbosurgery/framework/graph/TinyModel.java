package org.elbosurgery.framework.graph;

import java.util.Optional;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A model small enough for finite differences, with a prior of its own. */
public final class TinyModel {

  /** Six values a row. */
  public static final int DATA_SIZE = 6;

  private TinyModel() {}

  /** N(m, I) with a learned mean and no closed form of the cross-entropy: the general path. */
  @Plugin(name = "shifted", summary = "N(m, I) with a learned mean")
  public record ShiftedPrior() implements Prior {

    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable mean = scope.parameter("mean", Nd4j.ones(1, scope.latentSize()).mul(0.3));
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return LogProbability.standardGaussian(z.sub(mean));
        }

        @Override
        public Density freeze(GraphValues values) {
          double[] m = values.of(mean).data().asDouble();
          return new DiagonalGaussianMixture(new double[1], m, new double[m.length]);
        }
      };
    }
  }

  /** N(0, I) with its closed-form cross-entropy. */
  @Plugin(name = "standard", summary = "N(0, I)")
  public record StandardPrior() implements Prior {

    @Override
    public BoundPrior bind(GraphScope scope) {
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return LogProbability.standardGaussian(z);
        }

        @Override
        public Optional<SDVariable> crossEntropy(Posterior q) {
          var math = q.mean().getSameDiff().math();
          SDVariable moment = math.square(q.mean()).add(math.exp(q.logVariance()));
          return Optional.of(
              org.elbosurgery.api.graph.Reduction.sumOfRows(moment.add(Math.log(2 * Math.PI)))
                  .mul(0.5));
        }

        @Override
        public Density freeze(GraphValues values) {
          return DiagonalGaussianMixture.standard(scope.latentSize());
        }
      };
    }
  }

  /** N(0, I), but for a density that is none beyond a distance of 3. */
  @Plugin(name = "cut", summary = "N(0, I), cut off")
  public record CutPrior() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      BoundPrior whole = new StandardPrior().bind(scope);
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return whole.logProb(z);
        }

        @Override
        public Density freeze(GraphValues values) {
          return new CutDensity(whole.freeze(values));
        }
      };
    }
  }

  private record CutDensity(Density whole) implements Density {
    @Override
    public int dimensions() {
      return whole.dimensions();
    }

    @Override
    public INDArray logProb(INDArray z) {
      INDArray result = whole.logProb(z);
      for (int n = 0; n < z.rows(); n++) {
        if (z.getRow(n).norm2Number().doubleValue() > 3) {
          result.putScalar(n, Double.NEGATIVE_INFINITY);
        }
      }
      return result;
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      return whole.sample(n, random);
    }
  }

  /** Returns a model of one hidden layer of four units. */
  public static ModelDefinition of(
      Prior prior, Likelihood likelihood, int latentSize, DataType type) {
    return new ModelDefinition(
        new MlpEncoder(1, 4, Activation.SOFTPLUS),
        new MlpDecoder(1, 4, Activation.SOFTPLUS, likelihood),
        prior,
        DATA_SIZE,
        latentSize,
        type);
  }

  /** Returns seeded rows of bits. */
  public static Rows rows(int n) {
    return new Rows() {
      @Override
      public int size() {
        return n;
      }

      @Override
      public int width() {
        return DATA_SIZE;
      }

      @Override
      public void copyTo(int row, float[] target, int offset) {
        RandomStream random = RandomStream.of(5).at(row);
        double shift = random.nextDouble() - 0.5; // makes the bits of a row depend on each other
        for (int j = 0; j < DATA_SIZE; j++) {
          target[offset + j] = random.nextDouble() + shift > 0.5 ? 1 : 0;
        }
      }
    };
  }
}
