package org.elbosurgery.testkit;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A density made of its two methods. */
record MadeDensity(
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
  static MadeDensity of(Distribution density) {
    return new MadeDensity(density.dimensions(), density::logProb, density::sample);
  }

  /** Returns N(0, I). */
  static Distribution standard(GraphScope scope) {
    return DiagonalGaussianMixture.standard(scope.latentSize());
  }

  /** Returns a Gaussian of equal variances. */
  static DiagonalGaussianMixture gaussian(INDArray mean, double logVariance) {
    double[] values = mean.dup('c').data().asDouble();
    double[] spread = new double[values.length];
    Arrays.fill(spread, logVariance);
    return new DiagonalGaussianMixture(new double[1], values, spread);
  }

  /** Unit-variance Gaussians of like weight, all of whose coordinates are those given. */
  static DiagonalGaussianMixture lumps(GraphScope scope, double... centres) {
    int d = scope.latentSize();
    double[] mean = new double[centres.length * d];
    Arrays.setAll(mean, i -> centres[i / d]);
    return new DiagonalGaussianMixture(new double[centres.length], mean, new double[mean.length]);
  }

  /** log of the average of N(z; c, I), c one of the centres in every dimension, for each row. */
  static SDVariable jointLumps(SDVariable z, double... centres) {
    SDVariable[] terms = new SDVariable[centres.length];
    for (int k = 0; k < centres.length; k++) {
      terms[k] = LogProbability.standardGaussian(z.sub(centres[k])).reshape(-1, 1);
    }
    return Reduction.logSumExpOfRows(z.getSameDiff().concat(1, terms))
        .sub(Math.log(centres.length));
  }
}
