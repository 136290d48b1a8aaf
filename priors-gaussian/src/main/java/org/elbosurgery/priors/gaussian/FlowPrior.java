package org.elbosurgery.priors.gaussian;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.GaussianMember;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Positive;
import org.elbosurgery.api.Prior;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A normalizing flow of affine couplings on the standard Gaussian, RealNVP: a code is shifted and
 * scaled dimension by dimension, and then each coupling scales and shifts one half of the
 * dimensions by a network of the other half, in turns. What comes out is standard normal. The first
 * half has (d + 1) / 2 dimensions; in one dimension there is nothing to couple, and the prior is a
 * Gaussian with learned mean and variance.
 *
 * <p>The logarithm of a scale is c tanh(.), so that no coupling scales by more than exp(c). The
 * last layers start at 0, so that the prior starts as the standard Gaussian (Kingma and Dhariwal
 * 2018, section 3.3).
 *
 * @param couplings the number of couplings
 * @param hiddenUnits units in each of the two hidden layers of a coupling's network
 * @param maxLogScale c
 */
@Plugin(
    name = "flow",
    summary = "the standard normal, transformed by affine couplings (RealNVP)",
    reference = "Dinh, Sohl-Dickstein and Bengio 2017, Density estimation using Real NVP")
public record FlowPrior(
    @Option("number of couplings") @Min(1) @Max(100) int couplings,
    @Option("units in each of the two hidden layers of a coupling") @Min(1) @Max(10000)
        int hiddenUnits,
    @Option("upper bound of the logarithm of a coupling's scales") @Positive double maxLogScale)
    implements Prior, GaussianMember {

  /**
   * As for densities of few dimensions in Papamakarios, Pavlakou and Murray (2017): ten couplings
   * with networks of two layers of 100 units.
   */
  public FlowPrior() {
    this(10, 100, 2);
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    INDArray zeros = Nd4j.zeros(1, scope.latentSize());
    SDVariable mean = scope.parameter("mean", zeros);
    SDVariable logScale = scope.parameter("log-scale", zeros);
    List<Coupling> bound = new ArrayList<>();
    for (Coupling.Size size : sizes(scope.latentSize())) {
      bound.add(Coupling.bind(scope, size, maxLogScale));
    }
    return new BoundFlow(scope.latentSize(), mean, logScale, bound);
  }

  private List<Coupling.Size> sizes(int d) {
    List<Coupling.Size> sizes = new ArrayList<>();
    for (int i = 0; d > 1 && i < couplings; i++) {
      int kept = Halves.size(d, i % 2);
      sizes.add(new Coupling.Size(i, kept, d - kept, hiddenUnits));
    }
    return sizes;
  }

  /** Without couplings, the Gaussian with the mean and the variances of the codes. */
  @Override
  public Map<String, double[]> bestGaussian(double[] mean, double[][] covariance) {
    Map<String, double[]> parameters = new HashMap<>();
    double[] logScale = new double[mean.length];
    for (int j = 0; j < logScale.length; j++) {
      logScale[j] = Math.log(covariance[j][j]) / 2;
    }
    parameters.put("mean", mean);
    parameters.put("log-scale", logScale);
    sizes(mean.length).forEach(size -> parameters.putAll(size.identity()));
    return parameters;
  }
}
