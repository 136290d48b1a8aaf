package org.elbosurgery.framework.report.table;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;

/**
 * A test of whether a difference is due to chance: for one pair of runs z = difference / standard
 * error over the data points, for several pairs Student's t over their seeds.
 *
 * @param test the kind of statistic, such as "z" or "t, 4 df"
 * @param statistic the difference divided by its standard error; empty if there is no standard
 *     error
 * @param p two-sided; empty without a statistic
 */
record Significance(String test, OptionalDouble statistic, OptionalDouble p) {

  /**
   * Tests differences.
   *
   * @param differences one for each pair of runs, at least one
   */
  static Significance of(List<Estimate> differences) {
    return differences.size() == 1 ? z(differences.get(0)) : t(differences);
  }

  private static Significance z(Estimate difference) {
    return of(
        "z",
        difference.mean(),
        difference.standardError(),
        z -> Erf.erfc(Math.abs(z) / Math.sqrt(2)));
  }

  private static Significance t(List<Estimate> differences) {
    double[] means = differences.stream().mapToDouble(Estimate::mean).toArray();
    double error = Math.sqrt(StatUtils.variance(means) / means.length);
    int freedom = means.length - 1;
    TDistribution student = new TDistribution(null, freedom);
    return of(
        "t, " + freedom + " df",
        StatUtils.mean(means),
        error,
        t -> 2 * student.cumulativeProbability(-Math.abs(t)));
  }

  private static Significance of(
      String test, double difference, double error, DoubleUnaryOperator p) {
    double statistic = difference / error;
    return error > 0 && Double.isFinite(statistic)
        ? new Significance(
            test, OptionalDouble.of(statistic), OptionalDouble.of(p.applyAsDouble(statistic)))
        : new Significance(test, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /**
   * Returns p-values adjusted for a family of tests (Holm 1979): the i-th smallest of m is
   * multiplied by m - i + 1, and none is smaller than the one before it.
   */
  static double[] holm(List<Double> p) {
    int[] ascending =
        IntStream.range(0, p.size())
            .boxed()
            .sorted((a, b) -> Double.compare(p.get(a), p.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.size()];
    double min = 0;
    for (int i = 0; i < ascending.length; i++) {
      min = Math.max(min, Math.min(1, (ascending.length - i) * p.get(ascending[i])));
      adjusted[ascending[i]] = min;
    }
    return adjusted;
  }
}
