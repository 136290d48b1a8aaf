package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.elbosurgery.framework.surgery.MinibatchEstimator.Weights;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The monitors against what their bias must be. Comparisons with sampled values allow 5 standard
 * errors, a false alarm in 6e-7 of them.
 */
final class MonitorsTest {

  private static Decomposition estimate(Estimator estimator, Posteriors posteriors) {
    return estimator.estimate(
        posteriors,
        DiagonalGaussianMixture.standard(posteriors.dimensions()),
        Budget.of(4, 1),
        RandomStream.of(5));
  }

  private static Estimate information(int size, Weights weights, Posteriors posteriors) {
    return estimate(new MinibatchEstimator(size, weights), posteriors).mutualInformation();
  }

  @Test
  @DisplayName("a batch of all points is the sum over all of them, whichever weights it has")
  void wholeData() {
    Posteriors posteriors = RandomPosteriors.trained(300, 3, 1);
    Estimate batch = information(300, Weights.BATCH, posteriors);
    Estimate stratified = information(300, Weights.STRATIFIED, posteriors);
    Estimate exact = estimate(new ExactEstimator(), posteriors).mutualInformation();
    assertThat(stratified.mean()).isCloseTo(batch.mean(), within(1e-12));
    double error = Math.hypot(exact.standardError(), batch.standardError());
    assertThat(batch.mean()).isCloseTo(exact.mean(), within(5 * error));
    assertThat(information(1000, Weights.BATCH, posteriors)).isEqualTo(batch);
  }

  @ParameterizedTest
  @EnumSource(Weights.class)
  @DisplayName("of identical posteriors no batch says anything")
  void identical(Weights weights) {
    Posteriors posteriors = RandomPosteriors.trained(1, 3, 2).rows(new int[60]);
    Estimate information = information(10, weights, posteriors);
    assertThat(information.mean()).isCloseTo(0, within(1e-12));
  }

  /**
   * Where no other component reaches a sample, only its own weight is left: 1/B, 1/N or none. With
   * the weight 1/N for another than its own one would get log(B - 1).
   */
  @Test
  @DisplayName(
      "of posteriors far apart a batch says log B, a stratified one log N, the others more")
  void apart() {
    Posteriors posteriors = RandomPosteriors.hypercube(20, 7);
    assertThat(information(16, Weights.BATCH, posteriors).mean())
        .isCloseTo(Math.log(16), within(1e-12));
    assertThat(information(16, Weights.STRATIFIED, posteriors).mean())
        .isCloseTo(Math.log(128), within(1e-12));
    assertThat(information(16, Weights.LEAVE_ONE_OUT, posteriors).mean())
        .isGreaterThan(10 * Math.log(128));
  }

  @ParameterizedTest
  @CsvSource({"BATCH, LOWER", "STRATIFIED, UPPER", "LEAVE_ONE_OUT, UPPER"})
  @DisplayName(
      "each is on the side of the exact value that it declares, and the marginal KL opposite")
  void sides(Weights weights, InformationBound bound) {
    Posteriors posteriors = RandomPosteriors.trained(1000, 4, 3);
    Decomposition exact = estimate(new ExactEstimator(), posteriors);
    MinibatchEstimator estimator = new MinibatchEstimator(20, weights);
    Decomposition terms = estimate(estimator, posteriors);
    double more = terms.mutualInformation().mean() - exact.mutualInformation().mean();
    double less = terms.marginalKl().mean() - exact.marginalKl().mean();
    assertThat(estimator.informationBound()).isEqualTo(bound);
    assertThat(bound == InformationBound.UPPER ? more : -more).isGreaterThan(0.1);
    assertThat(bound == InformationBound.UPPER ? less : -less).isLessThan(-0.1);
  }

  @Test
  @DisplayName("of one point the others are none, which is refused with what to do")
  void onePoint() {
    Posteriors one = RandomPosteriors.trained(1, 2, 1);
    assertThat(information(10, Weights.STRATIFIED, one).mean()).isCloseTo(0, within(1e-12));
    assertThatThrownBy(() -> information(10, Weights.LEAVE_ONE_OUT, one))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("take weights=batch");
  }

  /**
   * The entropy of N(0, I) is d/2 log(2 pi e). Its estimate from 4000 samples has a bias that grows
   * with d: below 0.01 nats at d = 1 and 2, below 0.1 at d = 5.
   */
  @ParameterizedTest
  @CsvSource({"1, 0.01", "2, 0.01", "5, 0.1"})
  @DisplayName("nearest neighbours give the entropy of a Gaussian, in few dimensions")
  void knownEntropy(int d, double bias) {
    Posteriors gaussian = new Posteriors(4000, d, new float[4000 * d], new float[4000 * d]);
    for (int k : new int[] {1, 3, 10}) {
      Estimate entropy =
          estimate(new NearestNeighbourEstimator(k), gaussian)
              .routes()
              .get("entropy of q(z), nearest neighbours");
      assertThat(entropy.mean())
          .isCloseTo(
              d * Math.log(2 * Math.PI * Math.E) / 2, within(5 * entropy.standardError() + bias));
    }
  }

  @Test
  @DisplayName("nearest neighbours do not see spikes: of 10 dimensions they miss nats")
  void spikes() {
    Posteriors posteriors = RandomPosteriors.trained(2000, 10, 4);
    double exact = estimate(new ExactEstimator(), posteriors).mutualInformation().mean();
    Decomposition terms = estimate(new NearestNeighbourEstimator(), posteriors);
    assertThat(Math.abs(terms.mutualInformation().mean() - exact))
        .isGreaterThan(10 * terms.mutualInformation().standardError());
    assertThat(terms.bound()).isEqualTo(InformationBound.BIASED);
    assertThat(terms.points()).isEmpty();
  }
}
