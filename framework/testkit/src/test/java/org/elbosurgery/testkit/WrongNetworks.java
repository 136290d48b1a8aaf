package org.elbosurgery.testkit;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.ops.SDMath;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Encoders and decoders with one mistake each. */
public final class WrongNetworks {

  private WrongNetworks() {}

  /** Returns small weights, the same in each call. */
  private static INDArray weights(int in, int out) {
    double[] values = new double[in * out];
    Arrays.setAll(values, i -> 0.3 * Math.sin(1 + i));
    return Nd4j.createFromArray(values).reshape(in, out);
  }

  /** A matrix product that can be differentiated for a single input, too. */
  private static SDVariable product(SDVariable x, SDVariable weights, int inputs) {
    return inputs == 1 ? x.mul(weights) : x.mmul(weights);
  }

  private static SDVariable linear(GraphScope scope, String name, SDVariable x) {
    int in = scope.dataSize();
    return product(x, scope.parameter(name, weights(in, scope.latentSize())), in);
  }

  /** Returns an encoder with linear means, and the log-variance that is given. */
  private static BoundEncoder encoder(GraphScope scope, UnaryOperator<SDVariable> logVariance) {
    int in = scope.dataSize();
    SDVariable weights = scope.parameter("weights", weights(in, scope.latentSize()));
    return x -> {
      SDVariable mean = product(x, weights, in);
      return new Posterior(mean, logVariance.apply(mean));
    };
  }

  @Plugin(name = "wrong-drawing", summary = "draws random numbers in its formula")
  public record Drawing() implements Encoder {
    @Override
    public BoundEncoder bind(GraphScope scope) {
      return encoder(
          scope,
          mean -> mean.mul(0).add(mean.getSameDiff().random().normal(0, 1, mean.dataType(), 1)));
    }
  }

  @Plugin(name = "wrong-batch-normalising", summary = "subtracts the mean of the batch")
  public record BatchNormalising() implements Encoder {
    @Override
    public BoundEncoder bind(GraphScope scope) {
      return encoder(
          scope,
          mean -> {
            SDVariable all = Reduction.mean(mean.reshape(-1));
            return mean.sub(all);
          });
    }
  }

  @Plugin(name = "wrong-fresh-weights", summary = "has other weights at every call")
  public record FreshWeights() implements Encoder {
    @Override
    public BoundEncoder bind(GraphScope scope) {
      AtomicInteger calls = new AtomicInteger();
      return x -> {
        SDVariable mean = linear(scope, "weights" + calls.incrementAndGet(), x);
        return new Posterior(mean, mean.neg());
      };
    }
  }

  @Plugin(name = "wrong-overflowing", summary = "takes the logarithm of an exponential")
  public record Overflowing() implements Encoder {
    @Override
    public BoundEncoder bind(GraphScope scope) {
      return encoder(
          scope,
          mean -> {
            SDMath math = mean.getSameDiff().math();
            return math.log(math.exp(mean).add(1));
          });
    }
  }

  @Plugin(name = "wrong-encoder-start", summary = "starts from the global generator")
  public record GlobalStart() implements Encoder {
    @Override
    public BoundEncoder bind(GraphScope scope) {
      SDVariable shift = scope.parameter("shift", Nd4j.randn(1, scope.latentSize()));
      return encoder(scope, mean -> mean.add(shift));
    }
  }

  /** A binding made of its two methods, of the linear output. */
  private record Bound(
      UnaryOperator<SDVariable> output,
      BinaryOperator<SDVariable> formula,
      UnaryOperator<SDVariable> average)
      implements BoundDecoder {

    @Override
    public SDVariable logProb(SDVariable x, SDVariable z) {
      return formula.apply(x, output.apply(z));
    }

    @Override
    public SDVariable mean(SDVariable z) {
      return average.apply(output.apply(z));
    }
  }

  private static BoundDecoder decoder(
      GraphScope scope, BinaryOperator<SDVariable> logProb, UnaryOperator<SDVariable> mean) {
    int in = scope.latentSize();
    SDVariable weights = scope.parameter("weights", weights(in, scope.dataSize()));
    return new Bound(z -> product(z, weights, in), logProb, mean);
  }

  private static SDVariable sigmoid(SDVariable x) {
    return x.getSameDiff().nn().sigmoid(x);
  }

  @Plugin(name = "wrong-rounding", summary = "takes the logarithm of a probability")
  public record RoundsToZero() implements Decoder {
    @Override
    public Support support() {
      return Support.BINARY;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(
          scope,
          (x, logits) -> {
            SDMath math = x.getSameDiff().math();
            SDVariable p = sigmoid(logits);
            SDVariable zero = x.rsub(1).mul(math.log(p.rsub(1)));
            return Reduction.sumOfRows(x.mul(math.log(p)).add(zero));
          },
          WrongNetworks::sigmoid);
    }
  }

  @Plugin(name = "wrong-drawing-decoder", summary = "draws random numbers in its formula")
  public record DrawingDecoder() implements Decoder {
    @Override
    public Support support() {
      return Support.BINARY;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(
          scope,
          (x, logits) ->
              LogProbability.bernoulli(
                  x, logits.add(x.getSameDiff().random().normal(0, 1, x.dataType(), 1))),
          WrongNetworks::sigmoid);
    }
  }

  @Plugin(name = "wrong-squared-error", summary = "has a squared error for a log-likelihood")
  public record SquaredError() implements Decoder {
    @Override
    public Support support() {
      return Support.REAL_LINE;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(
          scope,
          (x, output) ->
              Reduction.sumOfRows(x.getSameDiff().math().square(x.sub(output))).mul(-0.5),
          output -> output.getSameDiff().identity(output));
    }
  }

  @Plugin(name = "wrong-grey", summary = "takes a Bernoulli for a density on [0, 1]")
  public record GreyBernoulli() implements Decoder {
    @Override
    public Support support() {
      return Support.density(Interval.UNIT);
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(scope, LogProbability::bernoulli, WrongNetworks::sigmoid);
    }
  }

  @Plugin(name = "wrong-logits", summary = "gives logits for means")
  public record MeanOfLogits() implements Decoder {
    @Override
    public Support support() {
      return Support.BINARY;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(
          scope, LogProbability::bernoulli, output -> output.getSameDiff().identity(output));
    }
  }

  @Plugin(name = "wrong-sharpened", summary = "gives sharpened means")
  public record SharpenedMean() implements Decoder {
    @Override
    public Support support() {
      return Support.BINARY;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(scope, LogProbability::bernoulli, logits -> sigmoid(logits.mul(3)));
    }
  }

  @Plugin(name = "wrong-open-ends", summary = "gives the tails of a logistic to no grey level")
  public record OpenEnds() implements Decoder {

    private static final double SCALE = 0.1;
    private static final double STEP = 1 / 255.0;

    @Override
    public Support support() {
      return Support.GREY_LEVELS;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(
          scope,
          (x, location) -> {
            SDVariable above = x.sub(location).add(STEP / 2).mul(-1 / SCALE);
            SDVariable below = x.sub(location).sub(STEP / 2).mul(1 / SCALE);
            SDVariable tails =
                Activation.SOFTPLUS.apply(above).add(Activation.SOFTPLUS.apply(below));
            return Reduction.sumOfRows(tails.neg().add(Math.log1p(-Math.exp(-STEP / SCALE))));
          },
          location -> Clip.to(location, Interval.UNIT));
    }
  }

  @Plugin(name = "wrong-uncombined", summary = "forgets the factor 1 + x of a negative binomial")
  public record Uncombined() implements Decoder {

    @Override
    public Support support() {
      return Support.COUNTS;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(
          scope,
          (x, logits) ->
              Reduction.sumOfRows(
                  Activation.SOFTPLUS
                      .apply(logits)
                      .mul(-2)
                      .sub(x.mul(Activation.SOFTPLUS.apply(logits.neg())))),
          logits -> {
            SDVariable bounded = Clip.to(logits, new Interval(-20, 20));
            return bounded.getSameDiff().math().exp(bounded).mul(2);
          });
    }
  }

  @Plugin(name = "wrong-parameter", summary = "gives a continuous Bernoulli's p for its mean")
  public record ParameterForMean() implements Decoder {

    @Override
    public Support support() {
      return Support.density(Interval.UNIT);
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return decoder(
          scope,
          (x, output) -> {
            SDVariable logits = output.add(2);
            SDMath math = x.getSameDiff().math();
            SDVariable constant = math.log(logits.div(math.tanh(logits.mul(0.5))));
            SDVariable bernoulli = x.mul(logits).sub(Activation.SOFTPLUS.apply(logits));
            return Reduction.sumOfRows(bernoulli.add(constant));
          },
          output -> sigmoid(output.add(2)));
    }
  }
}
