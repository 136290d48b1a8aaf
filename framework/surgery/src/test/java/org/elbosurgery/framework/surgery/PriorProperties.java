package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.lang3.ArrayUtils;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How the marginal KL answers to the prior: identities that hold in every sample. */
final class PriorProperties {

  private static final int D = 2;

  private static DiagonalGaussianMixture random(int components, RandomStream random) {
    double[] logWeights = new double[components];
    double[] means = new double[components * D];
    double[] logVariances = new double[components * D];
    Arrays.setAll(logWeights, i -> random.nextGaussian());
    Arrays.setAll(means, i -> random.nextGaussian());
    Arrays.setAll(logVariances, i -> 0.5 * random.nextGaussian());
    return new DiagonalGaussianMixture(logWeights, means, logVariances);
  }

  /** Returns q(z) as a prior. */
  private static DiagonalGaussianMixture aggregate(Posteriors posteriors) {
    return new DiagonalGaussianMixture(
        new double[posteriors.size()],
        posteriors.means().ravel().toDoubleVector(),
        posteriors.logVariances().ravel().toDoubleVector());
  }

  /** Returns (1 - e) p + e q. */
  private static DiagonalGaussianMixture mixed(
      DiagonalGaussianMixture p, double e, DiagonalGaussianMixture q) {
    double[] ofP = p.logWeights();
    double[] ofQ = q.logWeights();
    Arrays.setAll(ofP, i -> ofP[i] + Math.log1p(-e));
    Arrays.setAll(ofQ, i -> ofQ[i] + Math.log(e));
    return new DiagonalGaussianMixture(
        ArrayUtils.addAll(ofP, ofQ),
        ArrayUtils.addAll(p.means(), q.means()),
        ArrayUtils.addAll(p.logVariances(), q.logVariances()));
  }

  /** Returns log q(z) - log p(z) at the samples. */
  private static double[] marginalKl(Posteriors posteriors, Distribution prior, double[] z) {
    double[] values =
        new AggregatePosterior(posteriors, Kernel.DOUBLE)
            .evaluate(z, 1, ProgressListener.NONE)
            .logProbs()
            .clone();
    INDArray rows = Nd4j.createFromArray(z).reshape('c', z.length / D, D);
    double[] logPrior = prior.logProb(rows).toDoubleVector();
    Arrays.setAll(values, i -> values[i] - logPrior[i]);
    return values;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  @Property(tries = 30, seed = "61")
  @Label("the marginal KL is convex in the prior: q mixed in with weight e takes e of it away")
  void convex(
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 5) int components,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double e,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors = RandomPosteriors.trained(n, D, seed);
    DiagonalGaussianMixture p = random(components, RandomStream.of(seed));
    double[] z = RandomPosteriors.samples(posteriors, 2, seed);
    double[] before = marginalKl(posteriors, p, z);
    double[] after = marginalKl(posteriors, mixed(p, e, aggregate(posteriors)), z);
    for (int i = 0; i < after.length; i++) {
      // log((1 - e) p + e q) >= (1 - e) log p + e log q: Jensen's inequality, in every sample.
      assertThat(after[i]).isLessThanOrEqualTo((1 - e) * before[i] + 1e-10);
    }
  }

  @Property(tries = 30, seed = "62")
  @Label("a frozen encoder's gap closed is 1 for p = q, 0 for the baseline, and never above 1")
  void gapClosed(
      @ForAll @IntRange(min = 2, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 5) int components,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors = RandomPosteriors.trained(n, D, seed);
    // All priors are judged by the same samples.
    double[] z = RandomPosteriors.samples(posteriors, 400, seed);
    double[] baseline = marginalKl(posteriors, DiagonalGaussianMixture.standard(D), z);
    double[] own = marginalKl(posteriors, aggregate(posteriors), z);
    double[] other = marginalKl(posteriors, random(components, RandomStream.of(seed)), z);
    assertThat(gapClosed(baseline, baseline)).isZero();
    assertThat(gapClosed(own, baseline)).isCloseTo(1, within(1e-9));
    // The marginal KL is positive, its mean over samples up to its standard error (false alarm:
    // 1e-9 a comparison).
    double error = Math.sqrt(variance(other) / other.length) / mean(baseline);
    assertThat(gapClosed(other, baseline)).isLessThan(1 + 6 * error);
    assertThat(Arrays.stream(other).map(Math::abs).max().orElseThrow())
        .as("only p = q leaves nothing in any sample")
        .isGreaterThan(1e-3);
  }

  /** Returns 1 - KL(q || p) / KL(q || baseline). */
  private static double gapClosed(double[] marginalKl, double[] baseline) {
    return 1 - mean(marginalKl) / mean(baseline);
  }

  @Property(tries = 30, seed = "63")
  @Label("an affine map of q and p leaves the marginal KL: mixtures and full covariances")
  void affine(
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 5) int components,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    RandomStream random = RandomStream.of(seed).named("map");
    double[] scale = {Math.exp(random.nextGaussian()), Math.exp(random.nextGaussian())};
    double[] shift = {2 * random.nextGaussian(), 2 * random.nextGaussian()};
    Posteriors posteriors = RandomPosteriors.trained(n, D, seed);
    double[] z = RandomPosteriors.samples(posteriors, 2, seed);
    Posteriors mappedCodes = map(posteriors, scale, shift);
    double[] mappedZ = map(z, scale, shift);

    DiagonalGaussianMixture p = random(components, RandomStream.of(seed));
    double[] logVariances = p.logVariances();
    Arrays.setAll(logVariances, i -> logVariances[i] + 2 * Math.log(scale[i % D]));
    DiagonalGaussianMixture mapped =
        new DiagonalGaussianMixture(p.logWeights(), map(p.means(), scale, shift), logVariances);
    // What differs is the rounding of the mapped codes to single precision.
    assertThat(marginalKl(mappedCodes, mapped, mappedZ))
        .containsExactly(marginalKl(posteriors, p, z), within(1e-4));

    double[] mean = {random.nextGaussian(), random.nextGaussian()};
    double[] factor = {0.7, random.nextGaussian(), 0, 1.3};
    double[] mappedFactor = {
      factor[0] / scale[0], factor[1] / scale[0], 0, factor[3] / scale[1] // rows over the scales
    };
    assertThat(
            marginalKl(
                mappedCodes,
                new FullCovarianceGaussian(map(mean, scale, shift), mappedFactor),
                mappedZ))
        .containsExactly(
            marginalKl(posteriors, new FullCovarianceGaussian(mean, factor), z), within(1e-4));
  }

  private static double[] map(double[] z, double[] scale, double[] shift) {
    double[] mapped = new double[z.length];
    Arrays.setAll(mapped, i -> scale[i % D] * z[i] + shift[i % D]);
    return mapped;
  }

  private static Posteriors map(Posteriors posteriors, double[] scale, double[] shift) {
    float[] mean = new float[posteriors.size() * D];
    float[] logVariance = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (scale[i % D] * posteriors.mean(i / D, i % D) + shift[i % D]);
      logVariance[i] = (float) (posteriors.logVariance(i / D, i % D) + 2 * Math.log(scale[i % D]));
    }
    return new Posteriors(posteriors.size(), D, mean, logVariance);
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }
}
