package org.example.absolute;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.DataSampler;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Positive;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with a Laplace likelihood, p(x_i|z) = exp(-|x_i - m_i(z)| / b_i) / (2 b_i), whose scale
 * b_i is learned for each value of a row. An outlier costs its distance, not the square of it.
 *
 * @param hiddenLayers number of hidden layers
 * @param hiddenUnits units in each of them
 * @param minScale lower bound of every b_i
 */
@Plugin(name = "laplace", summary = "fully connected layers, Laplace likelihood, scales learned")
public record LaplaceDecoder(
    @Option("number of hidden layers") @Min(0) @Max(20) int hiddenLayers,
    @Option("units in each hidden layer") @Min(1) @Max(10000) int hiddenUnits,
    @Option("smallest scale of the likelihood") @Positive double minScale)
    implements Decoder {

  /** Two hidden layers of 500 units, scales of at least 0.01. */
  public LaplaceDecoder() {
    this(2, 500, 0.01);
  }

  @Override
  public Support support() {
    return Support.REAL_LINE;
  }

  @Override
  public BoundDecoder bind(GraphScope scope) {
    UnaryOperator<SDVariable> hidden =
        HiddenLayers.dense(
            scope,
            hiddenLayers,
            scope.latentSize(),
            hiddenUnits,
            Activation.SOFTPLUS,
            Initialization.GLOROT);
    int width = hiddenLayers == 0 ? scope.latentSize() : hiddenUnits;
    DenseLayer output =
        DenseLayer.bind(scope, "output", width, scope.dataSize(), Initialization.GLOROT);
    // From e times the smallest scale upwards the bound is far enough not to be felt at first.
    SDVariable logScale =
        scope.parameter(
            "log-scale", Nd4j.zeros(1, scope.dataSize()).add(Math.max(0, Math.log(minScale) + 1)));
    Interval allowed = new Interval(Math.log(minScale), Double.POSITIVE_INFINITY);
    return new Bound(z -> output.apply(hidden.apply(z)), Clip.to(logScale, allowed));
  }

  /** The decoder in a graph: the mean as a function of z, and log b, {@code [1, D]}. */
  private record Bound(UnaryOperator<SDVariable> location, SDVariable logScale)
      implements BoundDecoder {

    /** -sum_i (|x_i - m_i| / b_i + log b_i + log 2). */
    @Override
    public SDVariable logProb(SDVariable x, SDVariable z) {
      var math = x.getSameDiff().math();
      SDVariable distance = math.abs(x.sub(location.apply(z))).mul(math.exp(logScale.neg()));
      return Reduction.sumOfRows(distance.add(logScale).add(Math.log(2))).neg();
    }

    @Override
    public SDVariable mean(SDVariable z) {
      return location.apply(z);
    }

    /** The difference of two exponential values of scale b has the Laplace distribution. */
    @Override
    public Optional<DataSampler> sampler(GraphValues values) {
      UnaryOperator<INDArray> locations = values.function(location);
      double[] logB = values.of(logScale).data().asDouble();
      return Optional.of(
          (z, random) -> {
            double[] x = locations.apply(z).data().asDouble();
            for (int i = 0; i < x.length; i++) {
              double up = -Math.log1p(-random.nextDouble());
              double down = -Math.log1p(-random.nextDouble());
              x[i] += Math.exp(logB[i % logB.length]) * (up - down);
            }
            return Nd4j.createFromArray(x).reshape('c', z.size(0), logB.length);
          });
    }
  }
}
