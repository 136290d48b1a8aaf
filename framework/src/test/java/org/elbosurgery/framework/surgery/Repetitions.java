package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * How often a claim about chances is tried, and what may come of it: 200 times in every build, and
 * 1000 times with
 *
 * <pre>
 * mvn -pl framework -am test -Dtest='*CoverageTest,FewPointsTest' \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dcoverage.repetitions=1000
 * </pre>
 *
 * The seeds are fixed: the rates of false alarms are those of other seeds.
 */
public final class Repetitions {

  /** How often. */
  public static final int COUNT = Integer.getInteger("coverage.repetitions", 200);

  private static final double COVERAGE = 0.95;

  /** Beyond so many standard deviations a normal number is in 0.4 % of cases. */
  private static final double DEVIATIONS = 2.9;

  private Repetitions() {}

  /**
   * Asserts that 95 % intervals held the truth about as often as they say. How often they do is
   * binomial: of 1000 within 930 and 970, of 200 within 181 and 199, but for a false alarm in 0.4 %
   * of cases for each quantity. A standard error that is wrong by 15 % covers in 90.4 or 97.6 %,
   * and is found by 1000; by 200 one that is too small by a quarter (85.8 %).
   *
   * @param covered how often the interval of each quantity held the truth
   */
  public static void assertCoverage(Map<String, Integer> covered) {
    double expected = COVERAGE * COUNT;
    double width = DEVIATIONS * Math.sqrt(expected * (1 - COVERAGE));
    assertThat(covered)
        .allSatisfy(
            (name, times) ->
                assertThat(times)
                    .isBetween(
                        (int) Math.floor(expected - width), (int) Math.ceil(expected + width)));
  }

  /**
   * Returns how often something happens at most, but for a false alarm in so many cases.
   *
   * @param trials how often it could
   * @param probability with which it does each time
   * @param falseAlarm the probability that it happens more often
   */
  public static int most(int trials, double probability, double falseAlarm) {
    return new BinomialDistribution(null, trials, probability)
        .inverseCumulativeProbability(1 - falseAlarm);
  }
}
