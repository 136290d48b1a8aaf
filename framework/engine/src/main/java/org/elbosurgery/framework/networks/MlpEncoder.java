package org.elbosurgery.framework.networks;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A multilayer perceptron from x to the mean and the log-variance of q(z|x).
 *
 * @param hiddenLayers number of hidden layers; 0 makes mean and log-variance linear in x
 * @param hiddenUnits units in each of them
 * @param activation their nonlinearity
 * @param initialization how the weights of all layers are initialised
 * @param logVariance the range of the log-variances
 */
@Plugin(
    name = "mlp",
    summary = "fully connected hidden layers of equal width",
    reference = "Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix C")
public record MlpEncoder(
    @Option("number of hidden layers") @Min(0) @Max(20) int hiddenLayers,
    @Option("units in each hidden layer") @Min(1) @Max(100000) int hiddenUnits,
    @Option("nonlinearity of the hidden layers") Activation activation,
    @Option("initialisation of the weights") Initialization initialization,
    @Option(GaussianHead.RANGE) LogVarianceRange logVariance)
    implements Encoder {

  /** Two hidden layers of 500 softplus units, as in Hoffman and Johnson 2016. */
  public MlpEncoder() {
    this(2, 500, Activation.SOFTPLUS);
  }

  /** Makes an encoder whose weights are initialised as by Glorot and Bengio 2010. */
  public MlpEncoder(int hiddenLayers, int hiddenUnits, Activation activation) {
    this(hiddenLayers, hiddenUnits, activation, Initialization.GLOROT, LogVarianceRange.FREE);
  }

  @Override
  public BoundEncoder bind(GraphScope scope) {
    int inputs = scope.dataSize();
    UnaryOperator<SDVariable> hidden =
        HiddenLayers.dense(scope, hiddenLayers, inputs, hiddenUnits, activation, initialization);
    int width = hiddenLayers == 0 ? inputs : hiddenUnits;
    GaussianHead head = GaussianHead.bind(scope, width, initialization, logVariance);
    return x -> head.apply(hidden.apply(x));
  }
}
