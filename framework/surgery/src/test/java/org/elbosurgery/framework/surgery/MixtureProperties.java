package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What may be done to the components of a mixture prior without changing its density. */
final class MixtureProperties {

  private static final int D = 3;

  /** The components of a mixture, so that they can be written down in another way. */
  private static final class Components {

    private final double[] logWeights;
    private final double[] means;
    private final double[] logVariances;

    Components(int k) {
      logWeights = new double[k];
      means = new double[k * D];
      logVariances = new double[k * D];
    }

    static Components random(int k, RandomStream random) {
      Components components = new Components(k);
      Arrays.setAll(components.logWeights, i -> random.nextGaussian());
      Arrays.setAll(components.means, i -> 2 * random.nextGaussian());
      Arrays.setAll(components.logVariances, i -> random.nextGaussian());
      return components;
    }

    /** Returns the components {@code rows[i]} with their log-weights moved. */
    Components select(int[] rows, double[] moves) {
      Components selected = new Components(rows.length);
      Arrays.setAll(selected.logWeights, i -> logWeights[rows[i]] + moves[i]);
      Arrays.setAll(selected.means, i -> means[rows[i / D] * D + i % D]);
      Arrays.setAll(selected.logVariances, i -> logVariances[rows[i / D] * D + i % D]);
      return selected;
    }

    double[] logProb(INDArray z) {
      return new DiagonalGaussianMixture(logWeights, means, logVariances)
          .logProb(z)
          .toDoubleVector();
    }
  }

  private static INDArray points(RandomStream random) {
    double[][] z = new double[50][D];
    for (double[] row : z) {
      Arrays.setAll(row, j -> 3 * random.nextGaussian());
    }
    return Nd4j.createFromArray(z);
  }

  @Property(tries = 50, seed = "1")
  @Label("duplicated, split, permuted and zero-weight components change nothing")
  void rewritten(
      @ForAll @IntRange(min = 1, max = 8) int k, @ForAll @LongRange(min = 0, max = 999) long seed) {
    RandomStream random = RandomStream.of(seed);
    Components components = Components.random(k, random);
    INDArray z = points(random);
    double[] expected = components.logProb(z);
    int[] permuted = random.permutation(k);
    int[] twice = new int[2 * k];
    Arrays.setAll(twice, i -> i % k);
    double[] split = new double[2 * k];
    Arrays.setAll(split, i -> Math.log(i < k ? 0.3 : 0.7));
    double[] silenced = new double[2 * k];
    Arrays.fill(silenced, k, 2 * k, Double.NEGATIVE_INFINITY);
    assertThat(components.select(permuted, new double[k]).logProb(z))
        .containsExactly(expected, within(1e-12));
    assertThat(components.select(twice, new double[2 * k]).logProb(z))
        .containsExactly(expected, within(1e-12));
    assertThat(components.select(twice, split).logProb(z)).containsExactly(expected, within(1e-12));
    assertThat(components.select(twice, silenced).logProb(z))
        .containsExactly(expected, within(1e-12));
  }

  @Property(tries = 20, seed = "2")
  @Label("one component at 0 with unit variance is the standard Gaussian")
  void standard(@ForAll @LongRange(min = 0, max = 999) long seed) {
    INDArray z = points(RandomStream.of(seed));
    double[] expected = new double[50];
    for (int i = 0; i < 50; i++) {
      for (int j = 0; j < D; j++) {
        expected[i] -= 0.5 * (Math.log(2 * Math.PI) + Math.pow(z.getDouble(i, j), 2));
      }
    }
    assertThat(DiagonalGaussianMixture.standard(D).logProb(z).toDoubleVector())
        .containsExactly(expected, within(1e-12));
  }

  /**
   * Weights 1/2 at (-3, -3) and (3, 3), unit variance. At (3, 3): log(1/2) - log(2 pi) plus e^-36.
   * At (3, -3) both components are 6 away in one dimension: -log(2 pi) - 18. A product of
   * one-dimensional mixtures would give -3.22417 at both.
   */
  @Example
  @Label("the mixture is joint over the dimensions")
  void joint() {
    DiagonalGaussianMixture mixture =
        new DiagonalGaussianMixture(new double[2], new double[] {-3, -3, 3, 3}, new double[4]);
    double[] values =
        mixture.logProb(Nd4j.createFromArray(new double[][] {{3, 3}, {3, -3}})).toDoubleVector();
    assertThat(values).containsExactly(new double[] {-2.53102, -19.83788}, within(5e-6));
  }
}
