package org.elbosurgery.framework.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.elbosurgery.framework.kernel.StandardisedComponents.BLOCK;
import static org.elbosurgery.framework.kernel.StandardisedComponents.LEAF;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/** What the kernels leave out stays within what they promise, on codes of every kind. */
final class CertificateProperties {

  /** Codes of random shape: where the means are, how sharp and how uneven the posteriors. */
  private static Posteriors posteriors(int size, int d, long seed) {
    RandomStream random = RandomStream.of(seed).named("shape");
    int clusters = 1 + random.nextInt(20);
    double spread = Math.exp(3 * random.nextGaussian());
    double width = Math.exp(-1.5 + 1.5 * random.nextGaussian());
    double tightness = random.nextInt(3) * 0.5;
    double unevenness = random.nextInt(3) * 0.4;
    float[] mean = new float[size * d];
    float[] logVariance = new float[size * d];
    for (int n = 0; n < size; n++) {
      int cluster = random.nextInt(clusters);
      for (int j = 0; j < d; j++) {
        double centre = spread * RandomStream.of(seed).at(cluster).at(j).nextGaussian();
        mean[n * d + j] = (float) (centre + tightness * spread * random.nextGaussian());
        double s = width * Math.exp(unevenness * random.nextGaussian());
        logVariance[n * d + j] = (float) (2 * Math.log(s));
      }
    }
    return new Posteriors(size, d, mean, logVariance);
  }

  /** Samples of the posteriors, points between them, and points far from all. */
  private static double[] points(Posteriors posteriors, long seed) {
    RandomStream random = RandomStream.of(seed).named("points");
    int d = posteriors.dimensions();
    double[] z = new double[60 * d];
    for (int i = 0; i < 60; i++) {
      int m = random.nextInt(posteriors.size());
      double reach = i < 40 ? 1 : i < 50 ? 10 : 300;
      for (int j = 0; j < d; j++) {
        double s = Math.exp(0.5 * posteriors.logVariance(m, j));
        z[i * d + j] = posteriors.mean(m, j) + reach * s * random.nextGaussian();
      }
    }
    return z;
  }

  private static MixingValues evaluate(Posteriors posteriors, Kernel kernel, double[] z) {
    return evaluate(posteriors, kernel, z, KernelTest.unknown(z.length / posteriors.dimensions()));
  }

  /** Returns log q(z), the mean of the components. */
  private static MixingValues evaluate(
      Posteriors posteriors, Kernel kernel, double[] z, int[] origin) {
    MixingValues sums = KernelTest.fold(kernel.over(posteriors), z, origin);
    double[] logProb = sums.logProbs();
    double[] entropy = new double[logProb.length];
    for (int i = 0; i < logProb.length; i++) {
      logProb[i] -= Math.log(posteriors.size());
      entropy[i] = sums.responsibilityEntropy(i);
    }
    return new MixingValues(logProb, entropy);
  }

  /**
   * The rounding of a deficit y in single precision, e ((d + 8) y + 6 B sqrt(y)), bounds that of
   * log q(z), whose terms have deficits up to the threshold; the entropy moves by at most 2 log N
   * times as much (its gradient is -r_m (log r_m + H)). To both come 3e-6 for exponentials and
   * their sums: 2 units in the last place each, and as many again for every 16 terms in a row.
   */
  private static double rounding(Posteriors posteriors, double logProb) {
    int d = posteriors.dimensions();
    double[] centre = new double[d];
    double peak = Double.NEGATIVE_INFINITY;
    for (int n = 0; n < posteriors.size(); n++) {
      peak = Math.max(peak, 0.5 * d - posteriors.entropy(n));
      for (int j = 0; j < d; j++) {
        centre[j] += posteriors.mean(n, j) / (double) posteriors.size();
      }
    }
    double max = 0;
    for (int n = 0; n < posteriors.size(); n++) {
      double squares = 0;
      for (int j = 0; j < d; j++) {
        double t = posteriors.mean(n, j) - centre[j];
        squares += 0.5 * t * t * Math.exp(-posteriors.logVariance(n, j));
      }
      max = Math.max(max, squares);
    }
    double y = peak - logProb + 2 * Math.log(posteriors.size()) + 20;
    return Math.pow(2, -24) * ((d + 8) * y + 6 * Math.sqrt(max * y));
  }

  private static void assertWithinPromise(Posteriors posteriors, Kernel kernel, double[] z) {
    MixingValues exact = evaluate(posteriors, Kernel.DOUBLE, z);
    MixingValues values = evaluate(posteriors, kernel, z);
    for (int i = 0; i < exact.size(); i++) {
      double rounding = rounding(posteriors, exact.logProb(i));
      assertThat(values.logProb(i))
          .isCloseTo(exact.logProb(i), within(Margin.CERTIFICATE + rounding + 3e-6));
      assertThat(values.responsibilityEntropy(i))
          .isCloseTo(
              exact.responsibilityEntropy(i),
              within(Margin.CERTIFICATE + 2 * Math.log(posteriors.size()) * rounding + 3e-6));
    }
  }

  @Property(tries = 60, seed = "3")
  @Label("log q(z) and the entropy are within certificate and rounding of double precision")
  void certificate(
      @ForAll @IntRange(min = 1, max = 1500) int size,
      @ForAll @IntRange(min = 1, max = 25) int d,
      @ForAll @LongRange(min = 0, max = 9999) long seed) {
    Posteriors posteriors = posteriors(size, d, seed);
    if (!StandardisedComponents.suit(posteriors)) {
      return;
    }
    double[] z = points(posteriors, seed);
    assertWithinPromise(posteriors, Kernel.VECTOR, z);
    assertWithinPromise(posteriors, Kernel.SCALAR, z);
  }

  @Example
  @Label("also where all posteriors are one, all but one, or of two widths far apart")
  void extremes() {
    int n = 700;
    float[] alike = new float[2 * n];
    float[] odd = alike.clone();
    odd[2 * n - 1] = 500;
    float[] narrow = new float[2 * n];
    Arrays.fill(narrow, n, 2 * n, -9);
    for (Posteriors posteriors :
        new Posteriors[] {
          new Posteriors(n, 2, alike, new float[2 * n]),
          new Posteriors(n, 2, odd, new float[2 * n]),
          new Posteriors(n, 2, alike, narrow)
        }) {
      double[] z = {0, 0, 500, 500, -30, 30, 1e-3, 0, 0, 500};
      assertWithinPromise(posteriors, Kernel.VECTOR, z);
      assertWithinPromise(posteriors, Kernel.SCALAR, z);
    }
  }

  /**
   * The points make a box; the deficits are computed in double precision from the codes. Over a
   * single point the bound of a single component is its deficit but for the rounding.
   */
  @Property(tries = 60, seed = "4")
  @Label("no bound of a component, a leaf or a block is above the deficit of one of its components")
  void bounds(
      @ForAll @IntRange(min = 1, max = 1200) int size,
      @ForAll @IntRange(min = 1, max = 30) int d,
      @ForAll @LongRange(min = 0, max = 9999) long seed) {
    Posteriors posteriors = posteriors(size, d, seed);
    StandardisedComponents components = StandardisedComponents.of(posteriors, posteriors.size());
    double[] z = points(posteriors, seed);
    for (int from : new int[] {0, 8, 40, 50}) {
      Box box = new Box(components, z, from, from == 8 ? from + 1 : from + 3);
      for (int cellSize : new int[] {1, LEAF, BLOCK}) {
        CellBounds cells = new CellBounds(components, cellSize);
        float[] bounds = new float[cells.size()];
        cells.write(box.centre, box.half, 0, bounds.length, bounds);
        for (int n = 0; n < size; n++) {
          double bound = bounds[components.place(n) / cellSize];
          for (int i = box.from; i < box.to; i++) {
            assertThat(bound).isLessThanOrEqualTo(deficit(posteriors, components.peak(), n, z, i));
          }
        }
      }
    }
  }

  private static double deficit(Posteriors posteriors, double peak, int n, double[] z, int i) {
    int d = posteriors.dimensions();
    double y = peak - (0.5 * d - posteriors.entropy(n));
    for (int j = 0; j < d; j++) {
      double t = z[i * d + j] - posteriors.mean(n, j);
      y += 0.5 * t * t * Math.exp(-posteriors.logVariance(n, j));
    }
    // The peak and the entropies are sums of d terms each.
    return y + 1e-13 * (1 + y + d * Math.abs(peak));
  }

  /** The box around some points. */
  private static final class Box {

    private final int from;
    private final int to;
    private final float[] centre;
    private final float[] half;

    Box(StandardisedComponents components, double[] z, int from, int to) {
      this.from = from;
      this.to = to;
      int d = components.dimensions();
      float[] min = new float[d];
      float[] max = new float[d];
      Arrays.fill(min, Float.POSITIVE_INFINITY);
      Arrays.fill(max, Float.NEGATIVE_INFINITY);
      float[] u = new float[d];
      for (int i = from; i < to; i++) {
        components.standardise(z, i, u);
        for (int j = 0; j < d; j++) {
          min[j] = Math.min(min[j], u[j]);
          max[j] = Math.max(max[j], u[j]);
        }
      }
      centre = new float[d];
      half = new float[d];
      for (int j = 0; j < d; j++) {
        centre[j] = (min[j] + max[j]) / 2;
        half[j] = CellBounds.widened(centre[j], Math.max(max[j] - centre[j], centre[j] - min[j]));
      }
    }
  }

  @Property(tries = 20, seed = "5")
  @Label("a wrong origin and another order of the components change nothing beyond the promise")
  void origins(@ForAll @LongRange(min = 0, max = 9999) long seed) {
    int size = 1300;
    Posteriors posteriors = RandomPosteriors.trained(size, 6, seed);
    double[] z = RandomPosteriors.samples(posteriors, 1, seed);
    int[] right = new int[size];
    Arrays.setAll(right, i -> i);
    int[] wrong = RandomStream.of(seed).permutation(size);
    Posteriors shuffled = RandomPosteriors.rows(posteriors, size, i -> wrong[i]);
    for (Kernel kernel : new Kernel[] {Kernel.VECTOR, Kernel.SCALAR}) {
      MixingValues expected = evaluate(posteriors, kernel, z, right);
      for (MixingValues values :
          new MixingValues[] {
            evaluate(posteriors, kernel, z, wrong),
            evaluate(posteriors, kernel, z),
            evaluate(shuffled, kernel, z)
          }) {
        // The certificate on both sides, and a few units in the last place of the sums.
        assertThat(values.logProbs()).containsExactly(expected.logProbs(), within(3e-6));
        for (int i = 0; i < size; i++) {
          assertThat(values.responsibilityEntropy(i))
              .isCloseTo(expected.responsibilityEntropy(i), within(4e-6));
        }
      }
    }
  }
}
