package org.elbosurgery.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.DataSampler;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Decoders that are right, Gaussian with a linear mean, except for one mistake in the sampler. */
public final class WrongSamplers {

  private WrongSamplers() {}

  /** Draws data with given means. */
  @FunctionalInterface
  private interface FromMeans {
    INDArray draw(INDArray means, RandomStream random);
  }

  private record Bound(SDVariable weights, int latent, FromMeans sampling) implements BoundDecoder {

    @Override
    public SDVariable logProb(SDVariable x, SDVariable z) {
      SDVariable squares = x.getSameDiff().math().square(x.sub(mean(z)));
      return Reduction.sumOfRows(squares.add(Math.log(2 * Math.PI))).mul(-0.5);
    }

    @Override
    public SDVariable mean(SDVariable z) {
      return latent == 1 ? z.mul(weights) : z.mmul(weights);
    }

    @Override
    public Optional<DataSampler> sampler(GraphValues values) {
      UnaryOperator<INDArray> means = values.function(this::mean);
      return Optional.of((z, random) -> sampling.draw(means.apply(z), random));
    }
  }

  private static BoundDecoder decoder(GraphScope scope, FromMeans sampling) {
    double[] weights = new double[scope.latentSize() * scope.dataSize()];
    Arrays.setAll(weights, i -> 2.0 * (i + 1) / weights.length);
    INDArray matrix = Nd4j.createFromArray(weights).reshape(scope.latentSize(), scope.dataSize());
    return new Bound(scope.parameter("weights", matrix), scope.latentSize(), sampling);
  }

  private static INDArray noisy(INDArray means, double deviation, RandomStream random) {
    double[] noise = new double[(int) means.length()];
    Arrays.setAll(noise, i -> deviation * random.nextGaussian());
    return means.add(Nd4j.createFromArray(noise).reshape(means.shape()));
  }

  @Plugin(name = "wrong-mean-for-sample", summary = "gives probabilities for binary data")
  public record MeanForSample() implements Decoder {
    @Override
    public Support support() {
      return Support.BINARY;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return new Bernoulli(decoder(scope, (means, random) -> means));
    }
  }

  /** A Bernoulli whose logits are the means of another decoder. */
  private record Bernoulli(BoundDecoder logits) implements BoundDecoder {

    @Override
    public SDVariable logProb(SDVariable x, SDVariable z) {
      return LogProbability.bernoulli(x, logits.mean(z));
    }

    @Override
    public SDVariable mean(SDVariable z) {
      return z.getSameDiff().nn().sigmoid(logits.mean(z));
    }

    @Override
    public Optional<DataSampler> sampler(GraphValues values) {
      UnaryOperator<INDArray> means = values.function(this::mean);
      return Optional.of((z, random) -> means.apply(z));
    }
  }

  @Plugin(name = "wrong-transposed-samples", summary = "gives a column a code")
  public record Transposed() implements Decoder {
    @Override
    public Support support() {
      return Support.REAL_LINE;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(scope, (means, random) -> noisy(means, 1, random).transpose());
    }
  }

  @Plugin(name = "wrong-doubled-scale", summary = "draws with twice the standard deviation")
  public record DoubledScale() implements Decoder {
    @Override
    public Support support() {
      return Support.REAL_LINE;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(scope, (means, random) -> noisy(means, 2, random));
    }
  }

  @Plugin(name = "wrong-next-row", summary = "draws for the code of the next row")
  public record NextRow() implements Decoder {
    @Override
    public Support support() {
      return Support.REAL_LINE;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(scope, (means, random) -> noisy(means.getRows(next(means)), 1, random));
    }

    private static int[] next(INDArray means) {
      int n = (int) means.size(0);
      return IntStream.range(0, n).map(i -> (i + 1) % n).toArray();
    }
  }

  @Plugin(name = "wrong-reversed-row", summary = "draws the values of a row from last to first")
  public record ReversedRow() implements Decoder {
    @Override
    public Support support() {
      return Support.REAL_LINE;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(scope, (means, random) -> noisy(means.getColumns(reversed(means)), 1, random));
    }

    private static int[] reversed(INDArray means) {
      int width = (int) means.size(1);
      return IntStream.range(0, width).map(i -> width - 1 - i).toArray();
    }
  }

  @Plugin(name = "wrong-global-samples", summary = "draws from the global generator")
  public record GlobalRandom() implements Decoder {
    @Override
    public Support support() {
      return Support.REAL_LINE;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(
          scope, (means, random) -> means.add(Nd4j.randn(means.dataType(), means.shape())));
    }
  }
}
