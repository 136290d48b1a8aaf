package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.PosteriorSamples;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;

/** The average KL, (1/N) sum_n KL(q_n || p), as values at the data points. */
interface AverageKl {

  /** Returns how it is computed, as recorded with a result. */
  String route();

  /** Returns the average KL if the values are exact. */
  OptionalDouble exact();

  /**
   * Returns S values for each of the points {@code from}, ..., {@code to - 1}, whose mean is KL(q_n
   * || p).
   */
  double[] values(int from, int to);

  /**
   * Returns the closed form if the prior has one, otherwise an estimate from independent samples.
   */
  static AverageKl of(
      Posteriors posteriors, CheckedPrior prior, int perPoint, RandomStream random) {
    return prior
        .crossEntropy(posteriors)
        .<AverageKl>map(crossEntropy -> ClosedForm.of(posteriors, crossEntropy, perPoint))
        .orElseGet(() -> Sampled.of(posteriors, prior, perPoint, random));
  }

  /**
   * Returns the average KL alone: its closed form, or the mean of samples of every posterior.
   *
   * @param asked the smallest number of samples of each; few data points are given {@linkplain
   *     StratifiedMeans#enoughSamples more}
   */
  static Estimate estimate(
      Posteriors posteriors, CheckedPrior prior, int asked, RandomStream random) {
    int perPoint = PosteriorBlocks.enough(posteriors, asked, random).samplesPerPoint();
    AverageKl averageKl = of(posteriors, prior, perPoint, random);
    if (averageKl.exact().isPresent()) {
      return Estimate.exact(averageKl.exact().getAsDouble());
    }
    StratifiedMeans means = new StratifiedMeans(1, perPoint);
    int rows = PosteriorBlocks.rowsPerBlock(perPoint, posteriors.dimensions());
    for (int from = 0; from < posteriors.size(); from += rows) {
      double[] values = averageKl.values(from, Math.min(posteriors.size(), from + rows));
      for (int i = 0; i < values.length; i += perPoint) {
        means.add(Arrays.copyOfRange(values, i, i + perPoint));
      }
    }
    return means.mean(0);
  }

  /** The closed form, KL(q_n || p) = -E_{q_n}[log p(z)] - H(q_n). */
  final class ClosedForm implements AverageKl {

    private final int perPoint;
    private final double[] kl;

    private ClosedForm(int perPoint, double[] kl) {
      this.perPoint = perPoint;
      this.kl = kl;
    }

    static ClosedForm of(Posteriors posteriors, double[] crossEntropy, int perPoint) {
      double[] kl = crossEntropy.clone();
      for (int n = 0; n < kl.length; n++) {
        kl[n] -= posteriors.entropy(n);
      }
      return new ClosedForm(perPoint, kl);
    }

    @Override
    public String route() {
      return "average KL, closed form";
    }

    @Override
    public OptionalDouble exact() {
      return OptionalDouble.of(Arrays.stream(kl).sum() / kl.length);
    }

    @Override
    public double[] values(int from, int to) {
      double[] values = new double[(to - from) * perPoint];
      Arrays.setAll(values, i -> kl[from + i / perPoint]);
      return values;
    }
  }

  /**
   * -log p(z) - H(q_n) minus control variates, at samples used for no other term, so that the terms
   * are independent checks of each other.
   *
   * @param samples the samples
   * @param prior p
   * @param variates fitted to -log p(z) on yet other samples
   */
  record Sampled(PosteriorSamples samples, CheckedPrior prior, ControlVariates variates)
      implements AverageKl {

    /**
     * The largest number of values of z held for a fit: 512 MiB, and as much again for the prior.
     */
    private static final int MAX_FIT_VALUES = 1 << 26;

    static Sampled of(
        Posteriors posteriors, CheckedPrior prior, int perPoint, RandomStream random) {
      PosteriorSamples samples =
          new PosteriorSamples(posteriors, perPoint, random.named("average-kl"));
      return new Sampled(samples, prior, fit(posteriors, prior, random.named("control-variates")));
    }

    /**
     * Fits to pairs of samples spread over the data set; without at least as many pairs as variates
     * there is no fit.
     */
    static ControlVariates fit(Posteriors posteriors, CheckedPrior prior, RandomStream random) {
      int d = posteriors.dimensions();
      int pairs = pairs(d);
      if (pairs < 2 * d) {
        // Such a fit would add more noise than it removes.
        return ControlVariates.none(posteriors);
      }
      double[] z = new double[2 * pairs * d];
      for (int i = 0; i < pairs; i++) {
        int n = (int) ((long) i * posteriors.size() / pairs);
        double[] pair = new PosteriorSamples(posteriors, 2, random.at(i)).of(n, n + 1);
        System.arraycopy(pair, 0, z, i * pair.length, pair.length);
      }
      double[] y = prior.logProb(z);
      Arrays.setAll(y, i -> -y[i]);
      return ControlVariates.fit(posteriors, z, y);
    }

    /**
     * Returns how many pairs to fit to. With a hundred pairs per variate, the fit loses 1 % of its
     * efficiency. Beyond d = 100 there are fewer, as memory allows.
     */
    static int pairs(int d) {
      int wanted = (int) Math.max(2000, Math.min(20_000, 200L * d));
      return Math.min(wanted, MAX_FIT_VALUES / 2 / d);
    }

    @Override
    public String route() {
      return "average KL, sampled with control variates";
    }

    @Override
    public OptionalDouble exact() {
      return OptionalDouble.empty();
    }

    @Override
    public double[] values(int from, int to) {
      double[] z = samples.of(from, to);
      double[] values = prior.logProb(z);
      for (int i = 0; i < values.length; i++) {
        int n = from + i / samples.perPoint();
        values[i] = -values[i] - variates.value(n, z, i) - samples.posteriors().entropy(n);
      }
      return values;
    }
  }
}
