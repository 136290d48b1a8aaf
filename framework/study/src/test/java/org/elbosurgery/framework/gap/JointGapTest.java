package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.Split;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Runs that differ in the prior alone")
final class JointGapTest {

  @TempDir private Path folder;

  private FinishedRun run(String name, String prior, double mean, String option, String value) {
    Map<String, String> options = MadeUpRuns.options(prior, 2, 1);
    options.put(option, value);
    double last = mean == 0 ? 6 : 2; // mean marginal KL of 3 and 2
    return FinishedRun.read(MadeUpRuns.write(folder.resolve(name), options, mean, 2, 2, 2, last));
  }

  @Test
  @DisplayName("are read together whatever the number of threads and the engine")
  void mayDifferInThreads() {
    FinishedRun standard = run("a", "gaussian", 0, "threads", "1");
    FinishedRun other = run("b", "vamp", 0.5, "threads", "2");

    JointGap joint = JointGap.of(List.of(standard, other));

    List<Estimate> closed =
        joint.comparison().results().stream()
            .map(result -> joint.gapClosed(result, Split.TRAIN).orElseThrow())
            .toList();
    assertThat(closed.get(0)).isEqualTo(Estimate.exact(0));
    assertThat(closed.get(1).mean()).isEqualTo(1 - 2.0 / 3);
    assertThat(JointGap.groups(List.of(standard, run("c", "vamp", 0.5, "engine", "samediff"))))
        .hasSize(1);
  }

  @Test
  @DisplayName("are found among others, in the order of the runs")
  void groups() {
    FinishedRun one = run("a", "gaussian", 0, "seed", "1");
    FinishedRun two = run("b", "gaussian", 0, "seed", "2");
    FinishedRun oneToo = run("c", "vamp", 0.5, "seed", "1");
    FinishedRun twoToo = run("d", "vamp", 0.5, "seed", "2");

    assertThat(JointGap.groups(List.of(one, two, twoToo, oneToo)))
        .containsExactly(List.of(one, oneToo), List.of(two, twoToo));
  }

  @Test
  @DisplayName("are not those that differ in what decides a model")
  void mayNotDifferInMore() {
    List<FinishedRun> runs =
        List.of(run("a", "gaussian", 0, "batch", "64"), run("b", "vamp", 0.5, "batch", "32"));

    assertThatThrownBy(() -> JointGap.of(runs))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("differ in more than the prior: batch was 64, is 32");
  }
}
