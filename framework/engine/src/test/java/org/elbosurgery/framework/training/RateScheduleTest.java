package org.elbosurgery.framework.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.option.OptionSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the learning rate, epoch by epoch. */
final class RateScheduleTest {

  private static List<EpochMetrics> epochs(double... elbos) {
    List<EpochMetrics> epochs = new ArrayList<>();
    for (double elbo : elbos) {
      epochs.add(new EpochMetrics(epochs.size() + 1, elbo, 0, Optional.empty(), 1));
    }
    return epochs;
  }

  private static TrainingOptions options(Map<String, String> given) {
    return OptionSet.of(TrainingOptions.class).create(given);
  }

  private static double factor(String schedule, int epochs, double... elbos) {
    return RateSchedule.parse(schedule)
        .factor(options(Map.of("epochs", String.valueOf(epochs))), epochs(elbos));
  }

  @Test
  @DisplayName("a constant one changes nothing")
  void constant() {
    assertThat(factor("constant", 10, 1, 2, 3)).isEqualTo(1);
  }

  @Test
  @DisplayName("milestones count finished epochs")
  void milestones() {
    String schedule = "milestones:at=2/3,factor=0.5";
    assertThat(factor(schedule, 10, 1)).isEqualTo(1);
    assertThat(factor(schedule, 10, 1, 1)).isEqualTo(0.5);
    assertThat(factor(schedule, 10, 1, 1, 1)).isEqualTo(0.25);
    assertThat(factor(schedule, 10, 1, 1, 1, 1)).isEqualTo(0.25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"milestones", "milestones:at=0/5", "milestones:at=5/5", "milestones:at=7/5"})
  @DisplayName("milestones that are missing or do not ascend are refused")
  void wrongMilestones(String schedule) {
    assertThatThrownBy(() -> RateSchedule.parse(schedule)).hasMessageContaining("200/350");
  }

  @Test
  @DisplayName("a cosine begins with the whole rate and is half way down after half of the epochs")
  void cosine() {
    assertThat(factor("cosine", 4)).isEqualTo(1);
    assertThat(factor("cosine", 4, 1, 1)).isCloseTo(0.5, within(1e-15));
    // (1 + cos(3 pi / 4)) / 2 = (1 - 1 / sqrt(2)) / 2
    assertThat(factor("cosine", 4, 1, 1, 1)).isCloseTo(0.14644660940672624, within(1e-15));
    assertThat(factor("cosine:floor=0.2", 4, 1, 1)).isCloseTo(0.6, within(1e-15));
  }

  @Test
  @DisplayName("a plateau is epochs without a gain; the warm-up does not count")
  void plateau() {
    String schedule = "plateau:patience=2,gain=0.5,factor=0.1";
    assertThat(factor(schedule, 20, -9, -8, -7)).isEqualTo(1);
    assertThat(factor(schedule, 20, -9, -8.9)).isEqualTo(1);
    assertThat(factor(schedule, 20, -9, -8.9, -8.6)).isEqualTo(0.1);
    assertThat(factor(schedule, 20, -9, -8.9, -8.4, -8.4)).isEqualTo(1);
    assertThat(factor(schedule, 20, -9, -9, -9, -9, -9)).isCloseTo(0.01, within(1e-15));
    double warm =
        RateSchedule.parse(schedule)
            .factor(options(Map.of("warmup", "3", "epochs", "9")), epochs(-1, -2, -3, -9, -8));
    assertThat(warm).isEqualTo(1);
  }

  @Test
  @DisplayName("the ELBO of held-out rows decides on a plateau where there are some")
  void validation() {
    List<EpochMetrics> epochs = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      epochs.add(new EpochMetrics(i, i, 0, Optional.of(-5.0), 1));
    }
    assertThat(RateSchedule.parse("plateau:patience=2").factor(new TrainingOptions(), epochs))
        .isEqualTo(0.1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"constant", "milestones:at=3/7", "cosine", "plateau:patience=3"})
  @DisplayName("is written so that it can be read back")
  void written(String text) {
    RateSchedule schedule = RateSchedule.parse(text);
    assertThat(RateSchedule.parse(schedule.toString())).isEqualTo(schedule);
  }
}
