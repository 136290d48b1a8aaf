package org.elbosurgery.framework.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.Surgery;

@Label("A paired difference")
final class PairedDifferenceProperties {

  private static Surgery surgery(int n, RandomStream random) {
    return Surgeries.of(
        new PointTerms(
            values(n, random),
            new PointValues(values(n, random), values(n, random), values(n, random))),
        random.nextGaussian(),
        random.nextGaussian(),
        random.nextGaussian(),
        random.nextGaussian());
  }

  private static double[] values(int n, RandomStream random) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> 100 * random.nextGaussian());
    return values;
  }

  @Property(tries = 100, seed = "1")
  @Label("of a model and itself is 0 +- 0, exactly")
  void identical(
      @ForAll @IntRange(min = 2, max = 300) int n,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Surgery surgery = surgery(n, RandomStream.of(seed));
    for (Term term : Term.values()) {
      assertThat(PairedDifference.of(term, surgery, surgery)).contains(new Estimate(0, 0, n));
    }
  }

  @Property(tries = 100, seed = "2")
  @Label("changes its sign, and nothing else, when the two change places")
  void antisymmetric(
      @ForAll @IntRange(min = 2, max = 300) int n,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Surgery a = surgery(n, RandomStream.of(seed).named("a"));
    Surgery b = surgery(n, RandomStream.of(seed).named("b"));
    for (Term term : Term.values()) {
      Optional<Estimate> there = PairedDifference.of(term, a, b);
      Optional<Estimate> back = PairedDifference.of(term, b, a);
      assertThat(back)
          .isEqualTo(there.map(e -> new Estimate(-e.mean(), e.standardError(), e.samples())));
    }
  }
}
