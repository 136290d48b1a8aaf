package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.TrainingSteps;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Here and not in the framework, whose tests see no prior. */
@DisplayName("Timed training steps")
final class TimedStepsTest {

  /** Fewer rows than a turn has steps: the turn goes on through the end of an epoch. */
  private static TrainingSteps steps() {
    DataSet all = TrainingSteps.data();
    DataSet few = DataSet.fixed(all.name(), all.sha256(), all.train().first(15), Optional.empty());
    return TrainingSteps.of(
        new StepCase(PluginSpec.parse("gaussian"), 2, 1),
        Catalogs.load(PluginSource.of(TimedStepsTest.class.getClassLoader())),
        few,
        new RunOptions().execution());
  }

  @Test
  @DisplayName("go on from turn to turn and from epoch to epoch, each with a time of its own")
  void turns() {
    TrainingSteps steps = steps();
    for (int turn = 0; turn < 2; turn++) {
      double[] milliseconds = steps.turn();
      assertThat(milliseconds).hasSize(TrainingSteps.STEPS_PER_TURN);
      for (double each : milliseconds) {
        assertThat(each).isFinite().isPositive();
      }
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  @DisplayName("stop when somebody interrupts, and leave the interrupt standing")
  void interrupted() {
    TrainingSteps steps = steps();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(steps::turn).isInstanceOf(CancellationException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }
}
