package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.surgery.Surgery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The warnings of a surgery")
final class SurgeryWarningsTest {

  private static final Estimate ZERO = new Estimate(0, 0.01, 100);

  private static Surgery surgery(
      double averageKl, double mutualInformation, double marginalKl, double residual) {
    return surgery(averageKl, mutualInformation, marginalKl, residual, InformationBound.NONE);
  }

  private static Surgery surgery(
      double averageKl,
      double mutualInformation,
      double marginalKl,
      double residual,
      InformationBound bound) {
    return new Surgery(
        50,
        2,
        Optional.empty(),
        new Decomposition(
                new Estimate(averageKl, 0.01, 100),
                new Estimate(mutualInformation, 0.01, 100),
                new Estimate(marginalKl, 0.01, 100),
                new Estimate(residual, 0.01, 100),
                Map.of("a route", ZERO),
                Optional.empty())
            .with(bound),
        Optional.empty());
  }

  @Test
  @DisplayName("are none where every number is possible, at the bounds too")
  void noneOfPossibleNumbers() {
    assertThat(surgery(3, 2, 1, 0.02).warnings()).isEmpty();
    assertThat(surgery(-0.04, -0.04, -0.04, -0.04).warnings()).isEmpty();
    assertThat(surgery(5, Math.log(50) + 0.04, 1, 0).warnings()).isEmpty();
  }

  @Test
  @DisplayName("say so where the prior's density does not integrate to 1, or has other samples")
  void ofTheDensity() {
    Surgery right = surgery(3, 2, 1, 0);
    Estimate small = new Estimate(0.0049, 0.0001, 100);
    Estimate uncertain = new Estimate(0.1, 0.021, 100);
    Estimate wrong = new Estimate(1.02, 0.01, 100);

    for (Estimate possible : List.of(small, uncertain)) {
      assertThat(right.with(new DensityCheck(Optional.of(possible), Optional.of(1e-5))).warnings())
          .isEmpty();
    }
    assertThat(right.with(new DensityCheck(Optional.empty(), Optional.empty())).warnings())
        .isEmpty();
    assertThat(right.with(new DensityCheck(Optional.of(wrong), Optional.of(1e-7))).warnings())
        .containsExactly(
            "samples of the prior do not follow its log p(z): they would deviate as far with"
                + " probability 1e-07; sample and logProb belong to different distributions",
            "log normaliser 1.020 +- 0.010 is 102 standard errors from 0: the prior's density"
                + " integrates to 2.773, not to 1, so every KL is too small by 1.020 nats");
  }

  @Test
  @DisplayName("name each number that cannot be: KLs below 0, an information outside [0, log N]")
  void nameImpossibleNumbers() {
    assertThat(surgery(-0.643, -0.1, -0.263, -0.06).warnings())
        .extracting(warning -> warning.replaceFirst(" is .*", ""))
        .containsExactly(
            "mutual information -0.100 +- 0.010",
            "marginal KL -0.263 +- 0.010",
            "average KL -0.643 +- 0.010",
            "residual -0.060 +- 0.010");
    assertThat(surgery(6, 4, 2, 0).warnings())
        .singleElement()
        .asString()
        .contains("mutual information 4.000 +- 0.010 is 9 standard errors above 3.9120:");
  }

  @Test
  @DisplayName("of bounds are of what is wrong on their side alone")
  void boundsHaveOneSide() {
    assertThat(surgery(3, -2, 6, 1, InformationBound.LOWER).warnings()).isEmpty();
    assertThat(surgery(3, 5, -2, 1, InformationBound.UPPER).warnings()).isEmpty();
    assertThat(surgery(3, 5, -2, 1, InformationBound.LOWER).warnings())
        .extracting(warning -> warning.replaceFirst(" is .*", ""))
        .containsExactly("mutual information 5.000 +- 0.010", "marginal KL -2.000 +- 0.010");
    assertThat(surgery(3, -2, 6, 1, InformationBound.UPPER).warnings())
        .singleElement()
        .asString()
        .startsWith("mutual information -2.000 +- 0.010");
  }
}
