package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a prior closes of the gap")
final class PriorGapTest {

  private static List<String> warnings(double marginalKl, double gapClosed) {
    PriorGap gap =
        new PriorGap(
            new Estimate(marginalKl, 0.01, 9),
            Optional.of(new Estimate(gapClosed, 0.01, 9)),
            new Estimate(2.8, 0.01, 9),
            Optional.empty());
    return gap.warnings("fitted prior vamp", Split.TRAIN).toList();
  }

  @Test
  @DisplayName("is warned of above 100 % by five errors, once where the marginal KL says it too")
  void warned() {
    assertThat(warnings(-0.04, 1.06))
        .containsExactly(
            "train: gap closed by fitted prior vamp 106.0 +- 1.0 % is 6 standard errors above"
                + " 100 %: this is impossible for a density; its log p(z) does not integrate to 1");
    assertThat(warnings(-0.06, 1.06))
        .containsExactly(
            "train: marginal KL of fitted prior vamp -0.060 +- 0.010 is 6 standard errors below 0:"
                + " this is impossible for a density; its log p(z) does not integrate to 1");
    assertThat(warnings(-0.04, 1.04)).as("what sampling may do").isEmpty();
  }
}
