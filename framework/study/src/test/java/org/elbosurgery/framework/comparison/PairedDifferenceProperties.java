package org.elbosurgery.framework.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.stat.StatUtils;
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

  /** Returns the surgery that has drawn some of the points. */
  private static Surgery drawn(Surgery all, int[] rows) {
    PointTerms points = all.points().orElseThrow();
    PointValues values = points.values();
    PointValues some =
        new PointValues(
            rows,
            at(rows, values.averageKl()),
            at(rows, values.mutualInformation()),
            at(rows, values.marginalKl()));
    return all.with(Optional.of(new PointTerms(at(rows, points.reconstruction()), some)));
  }

  private static double[] at(int[] rows, double[] values) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /**
   * The rows of one are among those of the other, as those of {@code subsampled} are, or not. The
   * estimates of {@link Surgeries} have errors of 1/8, the ELBO's and the average KL's being the
   * latter's, and the reconstruction's is of all rows.
   */
  @Property(tries = 100, seed = "3")
  @Label("of drawn rows is that of the rows which both have, by their numbers and not their places")
  void byRowNumber(
      @ForAll @IntRange(min = 2, max = 200) int n,
      @ForAll @LongRange(min = 0, max = 1000) long seed,
      @ForAll boolean nested) {
    RandomStream random = RandomStream.of(seed);
    Surgery a = surgery(n, random.named("a"));
    Surgery b = surgery(n, random.named("b"));
    int[] order = random.named("order").permutation(n);
    int[] other = nested ? order : random.named("other").permutation(n);
    int few = 1 + (int) (seed % n);
    int[] rows = Arrays.stream(order).limit(few).sorted().toArray();
    int[] others = Arrays.stream(other).limit((few + n + 1) / 2).sorted().toArray();
    int[] common =
        Arrays.stream(rows).filter(row -> Arrays.binarySearch(others, row) >= 0).toArray();
    for (Term term : Term.values()) {
      Optional<Estimate> found = PairedDifference.of(term, drawn(a, rows), drawn(b, others));
      if (common.length < 2) {
        assertThat(found).isEmpty();
        continue;
      }
      double[] here = at(common, term.values(b).orElseThrow());
      double[] there = at(common, term.values(a).orElseThrow());
      double[] differences = new double[common.length];
      Arrays.setAll(differences, i -> here[i] - there[i]);
      double drawing = term == Term.RECONSTRUCTION ? 0 : 2 * 0.125 * 0.125;
      double variance = StatUtils.variance(differences) / n + drawing;
      assertThat(found).isPresent();
      assertThat(found.get().mean())
          .isEqualTo(PairedDifference.of(term, a, b).orElseThrow().mean());
      assertThat(found.get().samples()).isEqualTo(common.length);
      assertThat(found.get().standardError()).isCloseTo(Math.sqrt(variance), within(1e-9));
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
