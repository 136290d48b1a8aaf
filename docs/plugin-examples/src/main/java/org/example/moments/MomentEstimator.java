package org.example.moments;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.PosteriorSamples;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Bounds from the mean and the covariance of the aggregate posterior. Of all densities with these
 * moments the Gaussian G has the largest entropy, H(q(z)) &lt;= H(G), and E_q[-log G] = H(G). So
 *
 * <pre>
 * mutual information  H(q(z)) - (1/N) sum_n H(q_n)  &lt;=  H(G) - (1/N) sum_n H(q_n)
 * marginal KL         E_q[-log p(z)] - H(q(z))      &gt;=  E_q[-log p(z)] - H(G)
 * </pre>
 *
 * The time is proportional to N; that of an exact estimate, at worst, to its square.
 */
@Plugin(
    name = "moments",
    summary = "bounds from the moments of the aggregate posterior, in time proportional to N",
    reference = "Cover and Thomas 2006, Elements of Information Theory, theorem 8.6.5")
public record MomentEstimator() implements Estimator {

  /** Data points whose samples are held at a time. */
  private static final int BLOCK = 1024;

  @Override
  public InformationBound informationBound() {
    return InformationBound.UPPER;
  }

  @Override
  public Decomposition estimate(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
    if (posteriors.dimensions() != prior.dimensions()) {
      throw new IllegalArgumentException(
          "the posteriors have %d dimensions, the prior %d"
              .formatted(posteriors.dimensions(), prior.dimensions()));
    }
    FullCovarianceGaussian g = Moments.gaussian(posteriors);
    double[] gaussian = g.crossEntropy(posteriors).orElseThrow().toDoubleVector();
    double[] entropy = new double[posteriors.size()];
    Arrays.setAll(entropy, posteriors::entropy);
    double gaussianMean = mean(gaussian);
    double entropyMean = mean(entropy);

    // -log p(z) twice, with samples of their own, so that the residual is a check that can fail.
    int each = StratifiedMeans.enoughSamples(posteriors.size(), budget.samplesPerPoint());
    PosteriorSamples forAverage = new PosteriorSamples(posteriors, each, random.named("average"));
    PosteriorSamples forMarginal = new PosteriorSamples(posteriors, each, random.named("marginal"));
    StratifiedMeans means = new StratifiedMeans(2, each);
    double[] averageKl = new double[posteriors.size()];
    double[] marginalKl = new double[posteriors.size()];
    for (int from = 0; from < posteriors.size(); from += BLOCK) {
      int to = Math.min(posteriors.size(), from + BLOCK);
      double[][] average = crossEntropies(forAverage, prior, from, to);
      double[][] marginal = crossEntropies(forMarginal, prior, from, to);
      for (int n = from; n < to; n++) {
        double[] point = means.add(average[n - from], marginal[n - from]);
        averageKl[n] = point[0] - entropy[n];
        marginalKl[n] = point[1] - gaussian[n];
      }
      budget.progress().progress(to, posteriors.size());
    }
    double[] information = new double[posteriors.size()];
    Arrays.setAll(information, n -> gaussian[n] - entropy[n]);
    return new Decomposition(
        means.combination(-entropyMean, 1, 0),
        Estimate.exact(gaussianMean - entropyMean),
        means.combination(-gaussianMean, 0, 1),
        means.combination(0, 1, -1),
        Map.of("entropy of the Gaussian", Estimate.exact(gaussianMean)),
        Optional.of(new PointValues(averageKl, information, marginalKl)));
  }

  /** Returns -log p(z) at the samples of some data points, {@code [to - from][S]}. */
  private static double[][] crossEntropies(
      PosteriorSamples samples, Distribution prior, int from, int to) {
    int d = samples.posteriors().dimensions();
    double[] z = samples.of(from, to);
    double[] logProb =
        prior.logProb(Nd4j.createFromArray(z).reshape('c', z.length / d, d)).toDoubleVector();
    double[][] values = new double[to - from][samples.perPoint()];
    for (int i = 0; i < logProb.length; i++) {
      values[i / samples.perPoint()][i % samples.perPoint()] = -logProb[i];
    }
    return values;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
