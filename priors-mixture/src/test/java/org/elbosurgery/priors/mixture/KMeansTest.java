package org.elbosurgery.priors.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Clusters by k-means++")
final class KMeansTest {

  /** Nine tight clusters of unequal size on a lattice of step 10. */
  private static double[][] lattice() {
    RandomStream random = RandomStream.of(2);
    return IntStream.range(0, 9)
        .boxed()
        .flatMap(k -> IntStream.rangeClosed(0, 4 * k).mapToObj(i -> k))
        .map(
            k ->
                new double[] {
                  10 * (k % 3) + 0.1 * random.nextGaussian(),
                  10.0 * (k / 3) + 0.1 * random.nextGaussian()
                })
        .toArray(double[][]::new);
  }

  @Test
  @DisplayName("are those that the points have, whichever is the first centre")
  void separated() {
    double[][] points = lattice();
    for (int seed = 0; seed < 20; seed++) {
      KMeans found = KMeans.of(points, 9, RandomStream.of(seed));
      for (int i = 0; i < points.length; i++) {
        double[] centre = found.centres()[found.clusters()[i]];
        assertThat(centre).containsExactly(points[i], within(1.0));
      }
    }
  }

  /** Three different points, seven clusters: the seeds after the third are any of the points. */
  @Test
  @DisplayName("of fewer different points than clusters are the points, and some stay empty")
  void degenerate() {
    double[][] points =
        IntStream.range(0, 30).mapToObj(i -> new double[] {i % 3, 0}).toArray(double[][]::new);
    KMeans found = KMeans.of(points, 7, RandomStream.of(1));
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < points.length; i++) {
      assertThat(found.centres()[found.clusters()[i]]).containsExactly(points[i]);
      used.add(found.clusters()[i]);
    }
    assertThat(used).hasSize(3);
    for (double[] centre : found.centres()) {
      assertThat(Arrays.stream(points)).anyMatch(point -> Arrays.equals(point, centre));
    }
  }

  /**
   * Codes at -1 and 1 about 0 and about 10, with posteriors of variance 1/4: each cluster has the
   * variance 1 + 1/4. The average over both is the same.
   */
  @Test
  @DisplayName("start a mixture with the variances of the codes, means and posteriors together")
  void variances() {
    Posteriors codes =
        new Posteriors(
            4,
            1,
            new double[] {-1, 11, 1, 9},
            new double[] {Math.log(0.25), Math.log(0.25), Math.log(0.25), Math.log(0.25)});
    Start start = Start.clusters(codes, 2, RandomStream.of(1));
    double[] means = start.means().data().asDouble();
    Arrays.sort(means);
    assertThat(means).containsExactly(0, 10);
    for (int covariances : new int[] {1, 2}) {
      assertThat(start.logExcess(covariances, 0.25).data().asDouble())
          .hasSize(covariances)
          .containsOnly(0);
    }
  }

  /** Repeated codes with sharp posteriors have less variance than the bound of 1e-4. */
  @Test
  @DisplayName("of repeated codes start a mixture near the lower bound of the variances")
  void repeated() {
    double[] sharp = new double[12];
    Arrays.fill(sharp, -30);
    Posteriors codes = new Posteriors(12, 1, new double[12], sharp);
    Start start = Start.clusters(codes, 5, RandomStream.of(1));
    assertThat(start.means().data().asDouble()).containsOnly(0);
    assertThat(start.logExcess(5, 1e-4).data().asDouble()).containsOnly(Math.log(1e-4));
  }
}
