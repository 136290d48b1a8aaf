package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/** The average KL where samples are of random data points only. */
interface SubsampledAverageKl {

  /** Returns how it is computed, as recorded with a result. */
  String route();

  /** Returns (1/N) sum_n KL(q_n || p). */
  Estimate estimate();

  /**
   * Returns a value of KL(q_n || p), its mean over samples of q_n.
   *
   * @param n the data point
   * @param z samples, row by row
   * @param sample the index of the sample
   * @param logPrior log p(z) of that sample
   */
  double at(int n, double[] z, int sample, double logPrior);

  /**
   * Returns the closed form if the prior has one, otherwise an estimate.
   *
   * @param posteriors the posteriors
   * @param prior p
   * @param rule when to stop
   * @param random the source of randomness
   */
  static SubsampledAverageKl of(
      Posteriors posteriors, CheckedPrior prior, StoppingRule rule, RandomStream random) {
    Optional<double[]> crossEntropy = prior.crossEntropy(posteriors);
    return crossEntropy.isPresent()
        ? new ClosedForm(posteriors, crossEntropy.get())
        : Sampled.of(posteriors, prior, rule, random);
  }

  /** The closed form, KL(q_n || p) = -E_{q_n}[log p(z)] - H(q_n). */
  final class ClosedForm implements SubsampledAverageKl {

    private final Posteriors posteriors;
    private final double[] crossEntropy;
    private final Estimate estimate;

    private ClosedForm(Posteriors posteriors, double[] crossEntropy) {
      this.posteriors = posteriors;
      this.crossEntropy = crossEntropy;
      double mean = Arrays.stream(crossEntropy).sum() / crossEntropy.length;
      this.estimate = Estimate.exact(mean - PosteriorPoints.averageEntropy(posteriors));
    }

    @Override
    public String route() {
      return "average KL, closed form";
    }

    @Override
    public Estimate estimate() {
      return estimate;
    }

    @Override
    public double at(int n, double[] z, int sample, double logPrior) {
      return crossEntropy[n] - posteriors.entropy(n);
    }
  }

  /**
   * The mean over samples of random data points. A quadratic function fitted to -log p(z) is
   * subtracted from the samples and its mean under q(z), which is known, added: what it explains of
   * the differences between data points, and of those within, does not enter the error. The fit
   * uses other samples, so that the mean is unbiased however poor it is.
   *
   * @param posteriors the posteriors
   * @param variates fitted to -log p(z)
   * @param estimate the mean
   */
  record Sampled(Posteriors posteriors, ControlVariates variates, Estimate estimate)
      implements SubsampledAverageKl {

    private static Sampled of(
        Posteriors posteriors, CheckedPrior prior, StoppingRule rule, RandomStream random) {
      ControlVariates variates =
          AverageKl.Sampled.fit(posteriors, prior, random.named("control-variates"));
      int perPoint = StoppingRule.samplesPerPoint(posteriors.size());
      RowDraws draws = new RowDraws(posteriors, perPoint, random.named("average-kl"));
      TwoStageMeans means = new TwoStageMeans(posteriors.size(), 1, perPoint);
      double known = known(posteriors, variates);
      while (!rule.isSpent(means)) {
        RowDraws.Block block = draws.next(StoppingRule.BLOCK);
        add(block, prior, variates, perPoint, means);
        if (rule.mayStop(means) && rule.isMet(means.combination(known, 1))) {
          break;
        }
      }
      return new Sampled(posteriors, variates, means.combination(known, 1));
    }

    /** Returns the mean of what the fit says of every data point, less the average entropy. */
    private static double known(Posteriors posteriors, ControlVariates variates) {
      double sum = 0;
      for (int n = 0; n < posteriors.size(); n++) {
        sum += variates.expectation(n) - posteriors.entropy(n);
      }
      return sum / posteriors.size();
    }

    private static void add(
        RowDraws.Block block,
        CheckedPrior prior,
        ControlVariates variates,
        int perPoint,
        TwoStageMeans means) {
      double[] logPrior = prior.logProb(block.z());
      for (int i = 0; i < block.points().length; i++) {
        int n = block.points()[i];
        double expected = variates.expectation(n);
        double[] values = new double[perPoint];
        for (int s = 0; s < perPoint; s++) {
          int sample = i * perPoint + s;
          values[s] = -logPrior[sample] - variates.value(n, block.z(), sample) - expected;
        }
        means.add(values);
      }
    }

    @Override
    public String route() {
      return "average KL, subsampled with control variates";
    }

    @Override
    public double at(int n, double[] z, int sample, double logPrior) {
      return -logPrior - variates.value(n, z, sample) - posteriors.entropy(n);
    }
  }
}
