package org.elbosurgery.framework.annealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The density is that of two independent Gaussians with standard deviations 1 and 0.2. The chains
 * begin at exact samples of it, and their steps are so long that a quarter of the proposals is
 * refused. What they have after 20 transitions must be exact samples again.
 */
@DisplayName("A Hamiltonian transition")
final class HamiltonianTransitionTest {

  private static final double[] SCALES = {1, 0.2};
  private static final int CHAINS = 4000;
  private static final int TRANSITIONS = 20;

  private static PathPoint gaussian(double[] z) {
    double[] log = new double[z.length / 2];
    double[] gradient = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      double u = z[k] / SCALES[k % 2];
      log[k / 2] -= u * u / 2;
      gradient[k] = -u / SCALES[k % 2];
    }
    return new PathPoint(z, log, log, gradient, gradient);
  }

  private static RandomStream[] streams(RandomStream random) {
    return IntStream.range(0, CHAINS).mapToObj(random::at).toArray(RandomStream[]::new);
  }

  /**
   * -2 log f has the mean 2 and the variance 4 for samples of f: the mean over the chains has a
   * standard error of sqrt(4 / 4000) = 0.032, and is further than 4.5 of these from 2 by chance in
   * 7e-6. With the ratio of Metropolis' rule upside down it was 33, with every proposal accepted
   * 6.2, and without the momentum's part of the energy 1.3.
   */
  @Test
  @DisplayName("leaves its density invariant")
  void invariant() {
    RandomStream[] random = streams(RandomStream.of(1));
    double[] z = new double[2 * CHAINS];
    Arrays.setAll(z, k -> SCALES[k % 2] * random[k / 2].nextGaussian());
    PathPoint at = gaussian(z);
    double[] steps = new double[CHAINS];
    Arrays.fill(steps, 0.33);
    HamiltonianTransition transition =
        new HamiltonianTransition(new Leapfrog(HamiltonianTransitionTest::gaussian, 1));
    double acceptance = 0;
    for (int t = 0; t < TRANSITIONS; t++) {
      HamiltonianTransition.Moved moved = transition.move(at, steps, random);
      at = moved.at();
      acceptance += StatUtils.mean(moved.acceptance()) / TRANSITIONS;
    }
    assertThat(acceptance).isBetween(0.5, 0.8);
    PathPoint last = at;
    double mean =
        IntStream.range(0, CHAINS)
            .mapToDouble(i -> -2 * last.logDensity(i, 1))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(2, within(4.5 * Math.sqrt(4.0 / CHAINS)));
  }

  @Test
  @DisplayName("refuses where the integration diverges, and leaves other chains alone")
  void diverges() {
    AnnealingPath hole =
        z -> {
          double[] log = {-z[0] * z[0] / 2, Math.abs(z[1]) > 0.5 ? Double.NaN : 0};
          double[] gradient = {-z[0], 0};
          return new PathPoint(z, log, log, gradient, gradient);
        };
    RandomStream[] random = {RandomStream.of(1), RandomStream.of(2)};
    HamiltonianTransition.Moved moved =
        new HamiltonianTransition(new Leapfrog(hole, 1))
            .move(hole.at(new double[] {1, 0}), new double[] {0.1, 100}, random);
    assertThat(moved.acceptance()[1]).isZero();
    assertThat(moved.at().z()[1]).isZero();
    assertThat(moved.acceptance()[0]).isGreaterThan(0.9);
    assertThat(moved.at().z()[0]).isNotEqualTo(1);
  }
}
