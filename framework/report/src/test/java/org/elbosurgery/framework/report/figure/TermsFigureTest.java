package org.elbosurgery.framework.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.report.runs.FoundRuns;
import org.elbosurgery.framework.report.runs.Settings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The figure of terms while training")
final class TermsFigureTest {

  @TempDir private Path folder;

  private Path run(String name, int latent) {
    return MadeUpRuns.write(
        folder.resolve(name), MadeUpRuns.options("gaussian", latent, 1), 0.5, 1, 2, 3, 2);
  }

  private Settings settings() {
    return Settings.of(FoundRuns.in(List.of(folder), TaskListener.NONE).models());
  }

  @Test
  @DisplayName("is left out where no run has kept any")
  void absent() {
    run("a", 2);
    assertThat(TermsFigure.of(settings())).isEmpty();
  }

  @Test
  @DisplayName("has a panel for each quantity and latent size, and says where each run ends")
  void panels() {
    MadeUpRuns.writeTerms(run("a", 2), 1, 2, 4);
    MadeUpRuns.writeTerms(run("b", 3), 1, 2);
    Figure figure = TermsFigure.of(settings()).orElseThrow();
    assertThat(figure.numbers())
        .contains("epoch 4: reconstruction -5.00, mutual information 4.00, marginal KL 0.25.")
        .contains("epoch 2: reconstruction -10.00, mutual information 2.00, marginal KL 0.50.");
    assertThat(figure.note()).endsWith("Mutual information is at most log N, 1.39.");
    assertThat(figure.file()).contains("d = 2, reconstruction", "d = 3, mutual information");
    assertThat(figure.note()).doesNotContain("Dots");
  }

  @Test
  @DisplayName("has a dot for each term of the test rows, which are in no curve")
  void testRows() {
    Path run = run("a", 2);
    MadeUpRuns.writeTerms(run, 1, 2, 4);
    assertThat(dots()).isZero();
    MadeUpRuns.writeTestedTerms(run, 1, 2, 4);
    assertThat(dots()).as("three epochs of three terms").isEqualTo(9);
    assertThat(TermsFigure.of(settings()).orElseThrow().note())
        .contains("Dots: the test rows, which have a log N of their own.");
  }

  /** Returns how many dots there are, which are drawn as lines without length. */
  private int dots() {
    return TermsFigure.of(settings()).orElseThrow().file().split("h0").length - 1;
  }
}
