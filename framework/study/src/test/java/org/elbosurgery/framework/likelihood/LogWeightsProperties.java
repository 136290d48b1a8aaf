package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.elbosurgery.api.RandomStream;

@Label("Log-weights")
final class LogWeightsProperties {

  private static LogWeights weights(int size, double spread, long seed) {
    RandomStream random = RandomStream.of(seed);
    double[] values = new double[size];
    Arrays.setAll(values, s -> -90 + spread * random.nextGaussian());
    return new LogWeights(values);
  }

  @Property(tries = 300, seed = "1")
  @Label("give bounds that do not fall where the groups of the one are made of those of the other")
  void boundsRise(
      @ForAll @IntRange(min = 1, max = 6) int k,
      @ForAll @IntRange(min = 1, max = 6) int groups,
      @ForAll @IntRange(min = 1, max = 6) int repeats,
      @ForAll @DoubleRange(max = 50) double spread,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    LogWeights weights = weights(k * groups * repeats, spread, seed);
    // Jensen's inequality, exactly; the room is for rounding.
    assertThat(weights.bound(k * groups)).isGreaterThanOrEqualTo(weights.bound(k) - 1e-12);
  }

  @Property(tries = 300, seed = "2")
  @Label("count from 1 to S samples")
  void effectiveSampleSize(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @DoubleRange(max = 500) double spread,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    assertThat(weights(size, spread, seed).effectiveSampleSize())
        .isBetween(1.0, size * (1 + 1e-12));
  }
}
