package org.elbosurgery.framework.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/** What is written is what is read. */
final class PosteriorsAndPriorProperties {

  private static Path file;

  @BeforeContainer
  static void createFile() throws IOException {
    file = Files.createTempFile("properties", ".npz");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  private static double[] gaussians(int n, RandomStream random) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  @Property(seed = "301", tries = 50)
  @Label("codes of any size come back bit for bit")
  void posteriors(
      @ForAll @IntRange(min = 1, max = 9) int n,
      @ForAll @IntRange(min = 1, max = 5) int d,
      @ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] mean = random.gaussians(n * d);
    float[] logVariance = random.gaussians(n * d);
    PosteriorsFile.write(file, new Posteriors(n, d, mean, logVariance));
    Posteriors read = PosteriorsFile.read(file);
    assertThat(read.size()).isEqualTo(n);
    assertThat(read.dimensions()).isEqualTo(d);
    for (int i = 0; i < n * d; i++) {
      assertThat(read.mean(i / d, i % d)).isEqualTo(mean[i]);
      assertThat(read.logVariance(i / d, i % d)).isEqualTo(logVariance[i]);
    }
  }

  @Property(seed = "302", tries = 50)
  @Label("mixtures of any size come back; their weights up to one more normalisation")
  void priors(
      @ForAll @IntRange(min = 1, max = 9) int components,
      @ForAll @IntRange(min = 1, max = 5) int d,
      @ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    double[] mean = gaussians(components * d, random);
    double[] logVariance = gaussians(components * d, random);
    DiagonalGaussianMixture prior =
        new DiagonalGaussianMixture(gaussians(components, random), mean, logVariance);
    PriorFile.write(file, prior);
    DiagonalGaussianMixture read = (DiagonalGaussianMixture) PriorFile.read(file);
    assertThat(read.dimensions()).isEqualTo(d);
    assertThat(read.means()).containsExactly(mean);
    assertThat(read.logVariances()).containsExactly(logVariance);
    assertThat(read.logWeights()).containsExactly(prior.logWeights(), within(1e-15));
  }

  @Property(seed = "303", tries = 50)
  @Label("Gaussians with full covariance of any size come back bit for bit")
  void fullCovariances(@ForAll @IntRange(min = 1, max = 5) int d, @ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    double[] mean = gaussians(d, random);
    double[] factor = gaussians(d * d, random);
    for (int i = 0; i < d * d; i++) {
      factor[i] = i % d < i / d ? 0 : i % d == i / d ? Math.exp(factor[i]) : factor[i];
    }
    PriorFile.write(file, new FullCovarianceGaussian(mean, factor));
    FullCovarianceGaussian read = (FullCovarianceGaussian) PriorFile.read(file);
    assertThat(read.mean()).containsExactly(mean);
    assertThat(read.precisionFactor()).containsExactly(factor);
  }
}
