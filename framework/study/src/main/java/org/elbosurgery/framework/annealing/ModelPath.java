package org.elbosurgery.framework.annealing;

import java.util.Arrays;
import java.util.Optional;
import org.elbosurgery.framework.graph.CodeGradients;
import org.elbosurgery.framework.graph.CodeGradients.AtCodes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The path to p(z) p(x|z), from p(z) or from q(z|x).
 *
 * @param model the model
 * @param x the data point of each chain, {@code [n, D]}
 * @param posteriors q(z|x) of each chain; empty to start at p(z)
 */
record ModelPath(CodeGradients model, INDArray x, Optional<DiagonalPosteriors> posteriors)
    implements AnnealingPath {

  @Override
  public PathPoint at(double[] z) {
    AtCodes prior = model.prior(z);
    AtCodes likelihood = model.likelihood(x, z);
    AtCodes start = posteriors.map(q -> q.at(z)).orElse(prior);
    return new PathPoint(
        z,
        start.logProb(),
        sum(prior.logProb(), likelihood.logProb()),
        start.gradient(),
        sum(prior.gradient(), likelihood.gradient()));
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }
}
