package org.elbosurgery.framework.annealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sigmoid schedule")
final class SigmoidScheduleTest {

  @Test
  @DisplayName("goes from 0 to 1, is symmetric, and is densest at the ends")
  void ends() {
    SigmoidSchedule schedule = new SigmoidSchedule(10);
    assertThat(schedule.at(0)).isZero();
    assertThat(schedule.at(10)).isEqualTo(1);
    assertThat(schedule.at(5)).isCloseTo(0.5, within(1e-15));
    for (int t = 0; t < 5; t++) {
      assertThat(schedule.at(t) + schedule.at(10 - t)).isCloseTo(1, within(1e-15));
    }
    // (1 / (1 + e^3.2) - 1 / (1 + e^4)) / (1 - 2 / (1 + e^4))
    assertThat(schedule.at(1)).isCloseTo(0.021_97, within(1e-5));
    assertThat(schedule.at(1)).isLessThan(schedule.at(2) - schedule.at(1));
  }

  @Test
  @DisplayName("has step sizes between those that a pilot recorded, smoothed, for each group")
  void stepSizes() {
    double[] constant = {Math.log(0.2), Math.log(0.2), Math.log(0.2)};
    double[] rising = {0, 1, 2, 3, 4};
    StepSizes sizes = new StepSizes(new double[][] {constant, rising});
    assertThat(sizes.at(0.3, 2)).hasSize(4).startsWith(sizes.at(0.7, 2)[1]);
    assertThat(sizes.at(0, 1)).containsExactly(new double[] {0.2, 1}, within(1e-12));
    assertThat(sizes.at(0.625, 1)[1]).isCloseTo(Math.exp(2.5), within(1e-12));
    assertThat(sizes.at(1, 1)[1]).isCloseTo(Math.exp(4), within(1e-12));
  }
}
