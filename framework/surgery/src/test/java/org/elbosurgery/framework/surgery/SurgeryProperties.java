package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.MixingValues;
import org.elbosurgery.framework.kernel.RandomPosteriors;

/**
 * Identities of the surgery on random codes. Those of single samples hold to rounding; those of
 * estimates within 6 standard errors, a false alarm in about 1e-8 of the comparisons.
 */
final class SurgeryProperties {

  private static MixingValues evaluate(Posteriors posteriors, Kernel kernel, double[] z) {
    return new AggregatePosterior(posteriors, kernel).evaluate(z, 1, ProgressListener.NONE);
  }

  private static Decomposition estimate(
      Posteriors posteriors, Distribution prior, int samples, long seed) {
    return new ExactEstimator()
        .estimate(posteriors, prior, Budget.of(samples, 1), RandomStream.of(seed));
  }

  private static void assertSame(Estimate a, Estimate b) {
    double error = Math.hypot(a.standardError(), b.standardError());
    assertThat(a.mean()).isCloseTo(b.mean(), within(6 * error + 1e-5));
  }

  @Property(tries = 60, seed = "1")
  @Label("every kernel gives log q(z) and H(r) as the definitions do")
  void definitions(
      @ForAll @IntRange(min = 1, max = 700) int n,
      @ForAll @IntRange(min = 1, max = 9) int d,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors = RandomPosteriors.trained(n, d, seed);
    double[] z =
        RandomPosteriors.samples(RandomPosteriors.rows(posteriors, 3, i -> i * n / 3), 1, seed);
    for (int i = 0; i < 3; i++) {
      double[] logDensity = new double[n];
      double sum = 0;
      for (int m = 0; m < n; m++) {
        for (int j = 0; j < d; j++) {
          double t = z[i * d + j] - posteriors.mean(m, j);
          logDensity[m] -=
              0.5 * (Math.log(2 * Math.PI) + posteriors.logVariance(m, j))
                  + 0.5 * t * t / Math.exp(posteriors.logVariance(m, j));
        }
        sum += Math.exp(logDensity[m]);
      }
      double entropy = 0;
      for (double l : logDensity) {
        double r = Math.exp(l) / sum;
        entropy -= r > 0 ? r * Math.log(r) : 0;
      }
      for (Kernel kernel : Kernel.values()) {
        double tolerance = kernel == Kernel.DOUBLE ? 1e-10 : 1e-5;
        MixingValues values = evaluate(posteriors, kernel, z);
        assertThat(values.logProb(i)).isCloseTo(Math.log(sum / n), within(tolerance));
        assertThat(values.responsibilityEntropy(i)).isCloseTo(entropy, within(tolerance));
      }
    }
  }

  /** Divides posteriors at random; a part may have one of them. */
  private static PosteriorParts divided(Posteriors posteriors, int parts, long seed) {
    int n = posteriors.size();
    int[] ends = Arrays.copyOf(RandomStream.of(seed).permutation(n - 1), parts - 1);
    return PosteriorParts.endingAt(
        posteriors,
        IntStream.concat(Arrays.stream(ends).map(end -> end + 1), IntStream.of(n))
            .sorted()
            .toArray());
  }

  /** Returns codes of which some rows have far lower peaks than others. */
  private static Posteriors uneven(int n, int d, long seed) {
    Posteriors trained = RandomPosteriors.trained(n, d, seed);
    float[] mean = new float[n * d];
    float[] logVariance = new float[n * d];
    for (int i = 0; i < n * d; i++) {
      mean[i] = (float) trained.mean(i / d, i % d);
      double width = 2.0 * (i / d * 7L / n % 3); // of one seventh of the rows after the other
      logVariance[i] = (float) (trained.logVariance(i / d, i % d) + width);
    }
    return new Posteriors(n, d, mean, logVariance);
  }

  @Property(tries = 60, seed = "6")
  @Label("the sums of 1 to 16 random parts merge to those of all components")
  void parts(
      @ForAll @IntRange(min = 40, max = 900) int n,
      @ForAll @IntRange(min = 1, max = 12) int d,
      @ForAll @IntRange(min = 1, max = 16) int parts,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors =
        seed % 2 == 0 ? RandomPosteriors.trained(n, d, seed) : uneven(n, d, seed);
    int[] origins = RandomStream.of(seed).named("origins").permutation(n);
    int[] some = Arrays.copyOf(origins, 30);
    double[] z = RandomPosteriors.samples(posteriors.rows(some), 1, seed);
    MixingValues exact = evaluate(posteriors, Kernel.DOUBLE, z);
    for (Kernel kernel : Kernel.values()) {
      AggregatePosterior divided =
          new AggregatePosterior(posteriors, divided(posteriors, parts, seed), kernel);
      MixingValues known = divided.evaluate(z, some, 2, ProgressListener.NONE);
      MixingValues unknown = divided.evaluate(z, 1, ProgressListener.NONE);
      for (int i = 0; i < some.length; i++) {
        double tolerance = 1e-5 + 1e-6 * Math.abs(exact.logProb(i));
        assertThat(known.logProb(i)).isCloseTo(exact.logProb(i), within(tolerance));
        assertThat(unknown.logProb(i)).isCloseTo(exact.logProb(i), within(tolerance));
        double entropy = exact.responsibilityEntropy(i);
        assertThat(known.responsibilityEntropy(i)).isCloseTo(entropy, within(1e-5));
        assertThat(unknown.responsibilityEntropy(i)).isCloseTo(entropy, within(1e-5));
      }
    }
  }

  @Property(tries = 20, seed = "7")
  @Label("one part is all components to the last bit, and threads change no bit of several")
  void bitsOfParts(
      @ForAll @IntRange(min = 40, max = 600) int n,
      @ForAll @IntRange(min = 1, max = 8) int d,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors = RandomPosteriors.trained(n, d, seed);
    Kernel kernel = Kernel.fastest(posteriors);
    double[] z = RandomPosteriors.samples(posteriors, 1, seed);
    int[] origins = IntStream.range(0, n).toArray();
    AggregatePosterior whole = new AggregatePosterior(posteriors, kernel);
    AggregatePosterior one =
        new AggregatePosterior(posteriors, divided(posteriors, 1, seed), kernel);
    assertThat(one.evaluate(z, origins, 1, ProgressListener.NONE).logProbs())
        .isEqualTo(whole.evaluate(z, origins, 2, ProgressListener.NONE).logProbs());
    AggregatePosterior several =
        new AggregatePosterior(posteriors, divided(posteriors, 7, seed), kernel);
    assertThat(several.evaluate(z, origins, 1, ProgressListener.NONE).logProbs())
        .isEqualTo(several.evaluate(z, origins, 3, ProgressListener.NONE).logProbs());
    double[] others = whole.leaveOneOut(z, origins, 1, ProgressListener.NONE);
    double[] merged = several.leaveOneOut(z, origins, 2, ProgressListener.NONE);
    for (int i = 0; i < n; i++) {
      assertThat(merged[i]).isCloseTo(others[i], within(1e-10 * (1 + Math.abs(others[i]))));
    }
  }

  @Property(tries = 30, seed = "2")
  @Label("0 <= I <= min(log N, average KL), and average KL = I + marginal KL")
  void identity(
      @ForAll @IntRange(min = 2, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 6) int d,
      @ForAll @IntRange(min = 1, max = 3) int samples,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Decomposition terms =
        estimate(
            RandomPosteriors.trained(Math.max(20, n), d, seed),
            DiagonalGaussianMixture.standard(d),
            samples,
            seed);
    Estimate information = terms.mutualInformation();
    assertThat(information.mean()).isBetween(0.0, Math.log(Math.max(20, n)));
    assertThat(information.mean())
        .isLessThanOrEqualTo(terms.averageKl().mean() + 6 * information.standardError());
    assertThat(terms.residual().mean())
        .isCloseTo(0, within(6 * terms.residual().standardError() + 1e-5));
  }

  @Property(tries = 10, seed = "3")
  @Label("permuting the data changes nothing")
  void permutation(
      @ForAll @IntRange(min = 20, max = 200) int n,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors = RandomPosteriors.trained(n, 3, seed);
    int[] order = RandomStream.of(seed).permutation(n);
    Posteriors permuted = RandomPosteriors.rows(posteriors, n, i -> order[i]);
    Distribution prior = DiagonalGaussianMixture.standard(3);
    Decomposition a = estimate(posteriors, prior, 4, seed);
    Decomposition b = estimate(permuted, prior, 4, seed);
    assertSame(a.mutualInformation(), b.mutualInformation());
    assertSame(a.marginalKl(), b.marginalKl());
    assertThat(a.averageKl().mean()).isCloseTo(b.averageKl().mean(), within(1e-10));
    double[] z = RandomPosteriors.samples(posteriors, 1, seed);
    assertThat(evaluate(permuted, Kernel.DOUBLE, z).logProbs())
        .containsExactly(evaluate(posteriors, Kernel.DOUBLE, z).logProbs(), within(1e-10));
  }

  @Property(tries = 10, seed = "4")
  @Label("duplicating the data set leaves log q(z) and log N - H(r)")
  void duplication(
      @ForAll @IntRange(min = 1, max = 700) int n,
      @ForAll @IntRange(min = 2, max = 4) int times,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors = RandomPosteriors.trained(n, 3, seed);
    Posteriors duplicated = RandomPosteriors.rows(posteriors, times * n, i -> i % n);
    double[] z = RandomPosteriors.samples(posteriors, 1, seed);
    MixingValues once = evaluate(posteriors, Kernel.DOUBLE, z);
    MixingValues often = evaluate(duplicated, Kernel.DOUBLE, z);
    for (int i = 0; i < n; i++) {
      assertThat(often.logProb(i)).isCloseTo(once.logProb(i), within(1e-10));
      assertThat(often.responsibilityEntropy(i) - Math.log(times * n))
          .isCloseTo(once.responsibilityEntropy(i) - Math.log(n), within(1e-10));
    }
  }

  /** Multiplies by a power of two and shifts by a whole number: exact for means of few bits. */
  private static Posteriors affine(Posteriors posteriors, int exponent, int shift) {
    int d = posteriors.dimensions();
    float[] mean = new float[posteriors.size() * d];
    float[] logVariance = new float[posteriors.size() * d];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = Math.scalb(Math.round(posteriors.mean(i / d, i % d) * 64) / 64f + shift, exponent);
      logVariance[i] = (float) (posteriors.logVariance(i / d, i % d) + 2 * exponent * Math.log(2));
    }
    return new Posteriors(posteriors.size(), d, mean, logVariance);
  }

  @Property(tries = 20, seed = "5")
  @Label("an affine map of q and p leaves all three terms, one of q alone leaves I")
  void affineMaps(
      @ForAll @IntRange(min = -6, max = 6) int exponent,
      @ForAll @IntRange(min = -3, max = 3) int shift,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors = affine(RandomPosteriors.trained(150, 2, seed), 0, 0);
    Posteriors mapped = affine(posteriors, exponent, shift);
    double move = Math.scalb(1.0, exponent) * shift;
    double logVariance = 2 * exponent * Math.log(2);
    Distribution prior =
        new DiagonalGaussianMixture(
            new double[1], new double[] {move, move}, new double[] {logVariance, logVariance});
    Decomposition before = estimate(posteriors, DiagonalGaussianMixture.standard(2), 2, seed);
    Decomposition after = estimate(mapped, prior, 2, seed);
    // The noise is the same, so only the rounding of the log-variances (1e-6) is left.
    assertThat(after.averageKl().mean()).isCloseTo(before.averageKl().mean(), within(1e-5));
    assertThat(after.marginalKl().mean()).isCloseTo(before.marginalKl().mean(), within(1e-5));
    double information = before.mutualInformation().mean();
    assertThat(after.mutualInformation().mean()).isCloseTo(information, within(1e-5));
    Decomposition alone = estimate(mapped, DiagonalGaussianMixture.standard(2), 2, seed);
    assertThat(alone.mutualInformation().mean()).isCloseTo(information, within(1e-5));
  }

  @Property(tries = 10, seed = "6")
  @Label("dropping latent dimensions never raises I; a dimension independent of n adds nothing")
  void dimensions(
      @ForAll @IntRange(min = 20, max = 200) int n,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors = RandomPosteriors.trained(n, 4, seed);
    Posteriors dropped = RandomPosteriors.firstDimensions(posteriors, 3);
    Estimate all =
        estimate(posteriors, DiagonalGaussianMixture.standard(4), 4, seed).mutualInformation();
    Estimate fewer =
        estimate(dropped, DiagonalGaussianMixture.standard(3), 4, seed).mutualInformation();
    double error = Math.hypot(all.standardError(), fewer.standardError());
    assertThat(fewer.mean()).isLessThanOrEqualTo(all.mean() + 6 * error);

    Posteriors noise = new Posteriors(1, 1, new float[1], new float[1]);
    Posteriors padded = RandomPosteriors.product(posteriors, noise);
    double[] z = RandomPosteriors.samples(padded, 1, seed);
    MixingValues with = evaluate(padded, Kernel.DOUBLE, z);
    double[] cut = new double[n * 4];
    for (int i = 0; i < cut.length; i++) {
      cut[i] = z[i / 4 * 5 + i % 4];
    }
    MixingValues without = evaluate(posteriors, Kernel.DOUBLE, cut);
    for (int i = 0; i < n; i++) {
      double logPrior = -0.5 * (Math.log(2 * Math.PI) + z[i * 5 + 4] * z[i * 5 + 4]);
      assertThat(with.responsibilityEntropy(i))
          .isCloseTo(without.responsibilityEntropy(i), within(1e-10));
      // So log q - log p is the same too.
      assertThat(with.logProb(i) - logPrior).isCloseTo(without.logProb(i), within(1e-10));
    }
  }

  @Property(tries = 10, seed = "7")
  @Label("product structure: log-densities and entropies add")
  void products(
      @ForAll @IntRange(min = 1, max = 30) int n,
      @ForAll @IntRange(min = 1, max = 30) int m,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors a = RandomPosteriors.trained(n, 2, seed);
    Posteriors b = RandomPosteriors.trained(m, 1, seed + 1);
    Posteriors both = RandomPosteriors.product(a, b);
    double[] z = RandomPosteriors.samples(both, 1, seed);
    double[] first = new double[n * m * 2];
    double[] second = new double[n * m];
    for (int i = 0; i < n * m; i++) {
      first[2 * i] = z[3 * i];
      first[2 * i + 1] = z[3 * i + 1];
      second[i] = z[3 * i + 2];
    }
    MixingValues joint = evaluate(both, Kernel.DOUBLE, z);
    MixingValues left = evaluate(a, Kernel.DOUBLE, first);
    MixingValues right = evaluate(b, Kernel.DOUBLE, second);
    for (int i = 0; i < n * m; i++) {
      assertThat(joint.logProb(i)).isCloseTo(left.logProb(i) + right.logProb(i), within(1e-10));
      assertThat(joint.responsibilityEntropy(i))
          .isCloseTo(left.responsibilityEntropy(i) + right.responsibilityEntropy(i), within(1e-10));
    }
  }

  @Property(tries = 10, seed = "8")
  @Label("the prior equal to the aggregate posterior leaves no marginal KL in any sample")
  void priorIsAggregate(
      @ForAll @IntRange(min = 2, max = 200) int n,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Posteriors posteriors = RandomPosteriors.trained(n, 3, seed);
    DiagonalGaussianMixture prior =
        new DiagonalGaussianMixture(
            new double[n],
            posteriors.means().ravel().toDoubleVector(),
            posteriors.logVariances().ravel().toDoubleVector());
    Estimate direct = estimate(posteriors, prior, 2, seed).routes().get("marginal KL, direct");
    assertThat(direct.mean()).isCloseTo(0, within(1e-5));
    assertThat(direct.standardError()).isLessThan(1e-5);
  }
}
