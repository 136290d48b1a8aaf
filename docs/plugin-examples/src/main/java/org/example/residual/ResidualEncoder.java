package org.example.residual;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Residual blocks, h + swish(h A + a) B + b, between an affine map of x and the mean and the
 * log-variance of q(z|x).
 *
 * @param blocks the number of blocks
 * @param units the width of h
 */
@Plugin(
    name = "residual",
    summary = "residual blocks of equal width",
    reference = "He et al. 2016, Deep residual learning for image recognition")
public record ResidualEncoder(
    @Option("number of residual blocks") @Min(0) @Max(100) int blocks,
    @Option("units in each block") @Min(1) @Max(10000) int units)
    implements Encoder {

  /** Three blocks of 300 units. */
  public ResidualEncoder() {
    this(3, 300);
  }

  @Override
  public BoundEncoder bind(GraphScope scope) {
    DenseLayer input = dense(scope, "input", scope.dataSize(), units);
    UnaryOperator<SDVariable> residual = HiddenLayers.of(blocks, number -> block(scope, number));
    DenseLayer mean = dense(scope, "mean", units, scope.latentSize());
    DenseLayer logVariance = dense(scope, "log-variance", units, scope.latentSize());
    return x -> {
      SDVariable features = residual.apply(input.apply(x));
      return new Posterior(mean.apply(features), logVariance.apply(features));
    };
  }

  private UnaryOperator<SDVariable> block(GraphScope scope, int number) {
    DenseLayer inner = dense(scope, "inner" + number, units, units);
    DenseLayer outer = dense(scope, "outer" + number, units, units);
    return h -> h.add(outer.apply(Activation.SWISH.apply(inner.apply(h))));
  }

  private static DenseLayer dense(GraphScope scope, String name, int inputs, int outputs) {
    return DenseLayer.bind(scope, name, inputs, outputs, Initialization.LECUN);
  }
}
